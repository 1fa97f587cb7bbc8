/**
 * Option numbers the server gives a meaning of its own. All others pass through by number.
 * RFC 2132 unless noted.
 */
export const option = {
  subnetMask: 1,
  router: 3,
  rootPath: 17,
  broadcastAddress: 28,
  vendorSpecific: 43,
  requestedAddress: 50,
  leaseTime: 51,
  overload: 52,
  messageType: 53,
  serverIdentifier: 54,
  parameterRequestList: 55,
  message: 56,
  maximumMessageSize: 57,
  renewalTime: 58,
  rebindingTime: 59,
  vendorClass: 60,
  clientIdentifier: 61,
  tftpServerName: 66,
  bootFile: 67,
  /** RFC 3004. */
  userClass: 77,
  /** RFC 3046. */
  relayAgentInformation: 82,
  /** RFC 4578. */
  clientArchitecture: 93,
  /** RFC 4578: version of the network interface (UNDI). */
  clientInterface: 94,
  /** RFC 4578. */
  machineIdentifier: 97,
  /** iPXE's encapsulated options. */
  ipxe: 175,
} as const
