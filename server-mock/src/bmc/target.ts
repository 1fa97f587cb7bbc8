import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { BmcFailure } from './bmc-failure.ts'
import { isObject } from './members.ts'

/** Where a BMC answers, and who asks. */
export interface BmcAccess {
  /** Address or host name, as it was set. */
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
}

/** Which certificate a BMC has to show. */
export interface CertificateTrust {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string | undefined
  /** PEM of the authority that has signed it; without it those that the system trusts. */
  readonly authority: string | undefined
  /** Take the first certificate that is seen, and only that one from then on. */
  readonly first: boolean
}

/** Firmware by which the machine starts: boot devices of BIOS and of UEFI are asked for in other words. */
export type BootFirmware = 'bios' | 'uefi'

/** How the power of a machine is reached. */
export type BmcTarget =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'manual'
      /** Name of the machine. */
      readonly machine: string
      /** Where it is, in words; empty when nobody said. */
      readonly where: string
    }
  | { readonly kind: 'ipmi'; readonly access: BmcAccess; readonly firmware: BootFirmware | undefined }
  | {
      readonly kind: 'redfish'
      readonly access: BmcAccess
      readonly firmware: BootFirmware | undefined
      readonly trust: CertificateTrust
      /** Id of the machine among the systems of the BMC; undefined where it has only one. */
      readonly system: string | undefined
    }

/** Names of the params that are read or written; those that DRP's plugin for IPMI has too mean the same. */
export const BMC_PARAMS = {
  address: 'ipmi/address',
  mode: 'ipmi/mode',
  port: 'ipmi/port',
  username: 'ipmi/username',
  password: 'ipmi/password',
  firmware: 'ipmi/boot-firmware',
  inventory: 'inventory/firmware',
  fingerprint: 'ipmi/certificate-fingerprint',
  authority: 'ipmi/certificate-authority',
  first: 'ipmi/trust-first-certificate',
  system: 'ipmi/redfish-system',
  identify: 'ipmi/identify-duration',
  power: 'ipmi/power-state',
  request: 'ipmi/operator-request',
} as const

/** Length of user names and passwords that IPMI 2.0 carries (sections 22.28 and 22.30 of its specification). */
const IPMI_USERNAME = 16
const IPMI_PASSWORD = 20
/** Longest name or password for Redfish. */
const REDFISH_TEXT = 256

/**
 * Reads how the power of a machine is reached.
 *
 * @param machine its name, for people
 * @param values of its params in plain, by name
 * @throws BmcFailure `bmc_setting`
 */
export function readTarget(machine: string, values: JsonObject): BmcTarget {
  const mode = textOf(values, BMC_PARAMS.mode) ?? 'ipmitool'
  const host = textOf(values, BMC_PARAMS.address)
  switch (mode) {
    case 'none':
      return { kind: 'none' }
    case 'manual':
      return { kind: 'manual', machine, where: host ?? '' }
    case 'ipmitool':
      return { kind: 'ipmi', access: accessOf(values, host, 623, ipmiLimits), firmware: firmwareOf(values) }
    case 'redfish':
      return {
        kind: 'redfish',
        access: accessOf(values, host, 443, redfishLimits),
        firmware: firmwareOf(values),
        trust: trustOf(values),
        system: textOf(values, BMC_PARAMS.system),
      }
    default:
      throw setting(BMC_PARAMS.mode, `is ${JSON.stringify(mode)}`, 'set ipmitool, redfish, manual or none')
  }
}

/** What a driver can carry of a user name and a password. @throws BmcFailure */
type AccessLimits = (username: string, password: string) => void

function accessOf(
  values: JsonObject,
  host: string | undefined,
  usualPort: number,
  limits: AccessLimits,
): BmcAccess {
  if (host === undefined) throw setting(BMC_PARAMS.address, 'is not set', 'set the address of the BMC')
  const username = textOf(values, BMC_PARAMS.username) ?? ''
  const password = secretOf(values)
  limits(username, password)
  return { host, port: portOf(values) ?? usualPort, username, password }
}

function ipmiLimits(username: string, password: string): void {
  const bytes = (text: string) => Buffer.byteLength(text)
  if (bytes(username) > IPMI_USERNAME)
    throw setting(BMC_PARAMS.username, `has more than ${IPMI_USERNAME} bytes`, 'IPMI carries no longer one')
  if (bytes(password) > IPMI_PASSWORD)
    throw setting(BMC_PARAMS.password, `has more than ${IPMI_PASSWORD} bytes`, 'IPMI carries no longer one')
}

function redfishLimits(username: string, password: string): void {
  if (username.length > REDFISH_TEXT) throw setting(BMC_PARAMS.username, 'is too long', 'check it')
  if (password.length > REDFISH_TEXT) throw setting(BMC_PARAMS.password, 'is too long', 'check it')
  // Basic authentication takes what stands before the first colon as the name (RFC 7617).
  if (username.includes(':')) throw setting(BMC_PARAMS.username, 'has a colon', 'use a name without one')
}

function trustOf(values: JsonObject): CertificateTrust {
  const fingerprint = textOf(values, BMC_PARAMS.fingerprint)?.replaceAll(':', '').toLowerCase()
  if (fingerprint !== undefined && !/^[0-9a-f]{64}$/.test(fingerprint))
    throw setting(BMC_PARAMS.fingerprint, 'is no SHA-256 fingerprint', 'write 64 hex digits')
  const authority = textOf(values, BMC_PARAMS.authority)
  if (authority !== undefined && !authority.includes('-----BEGIN CERTIFICATE-----'))
    throw setting(BMC_PARAMS.authority, 'is no PEM certificate', 'paste it with its first and last line')
  return { fingerprint, authority, first: paramIn(values, BMC_PARAMS.first) === true }
}

/** The firmware that is named, or by which the machine was started when it was looked at last. */
function firmwareOf(values: JsonObject): BootFirmware | undefined {
  const named = textOf(values, BMC_PARAMS.firmware)
  const inventory = paramIn(values, BMC_PARAMS.inventory)
  const seen = isObject(inventory) ? inventory['mode'] : undefined
  const firmware = named ?? (seen === 'bios' || seen === 'uefi' ? seen : undefined)
  if (firmware === undefined || firmware === 'bios' || firmware === 'uefi') return firmware
  throw setting(BMC_PARAMS.firmware, `is ${JSON.stringify(firmware)}`, 'set bios or uefi')
}

function portOf(values: JsonObject): number | undefined {
  const port = paramIn(values, BMC_PARAMS.port)
  if (port === undefined) return undefined
  if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw setting(BMC_PARAMS.port, `is ${JSON.stringify(port)}`, 'set a number from 1 to 65535')
}

/** The password; nothing of it stands in a failure. */
function secretOf(values: JsonObject): string {
  const password = paramIn(values, BMC_PARAMS.password) ?? ''
  if (typeof password !== 'string') throw setting(BMC_PARAMS.password, 'is no text', 'set a text')
  if (/[\0\r\n]/.test(password))
    throw setting(BMC_PARAMS.password, 'has a line break or a NUL character', 'set one without')
  return password
}

/** A text on one line; undefined for none and an empty one. PEM may have lines. */
function textOf(values: JsonObject, name: string): string | undefined {
  const value = paramIn(values, name)
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw setting(name, 'is no text', 'set a text')
  const lines = name === BMC_PARAMS.authority ? value.replaceAll(/[\r\n\t]/g, '') : value
  if (/\p{Cc}/u.test(lines)) throw setting(name, 'has control characters', 'set a text without')
  return value.trim()
}

function paramIn(values: JsonObject, name: string): JsonValue | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  return value === null ? undefined : value
}

function setting(param: string, fault: string, next: string): BmcFailure {
  return new BmcFailure('bmc_setting', `The param ${param} of the machine ${fault}`, next)
}
