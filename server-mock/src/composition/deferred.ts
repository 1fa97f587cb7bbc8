import type { InfoSource } from '../api/info.ts'
import type { Authentication } from '../auth/authentication.ts'
import { fromStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams } from '../objects/params/effective-params.ts'
import { MENU_META } from '../render/boot-menu.ts'
import type { DeferredFor } from '../render/files.ts'

/** What templates ask the server for while they are rendered: params, tokens, what the server is. */
export function deferredFrom(
  objects: Objects,
  authentication: Authentication,
  info: InfoSource,
): DeferredFor {
  return (machine, show = async (_name, { value }) => value) => {
    const params = new EffectiveParams(objects.session(), machine)
    return {
      param: async (name) => {
        const held = await params.find(name)
        return held === undefined ? undefined : show(name, held)
      },
      levels: async (name) => Promise.all((await params.levels(name)).map((held) => show(name, held))),
      token: async (kind) =>
        machine === undefined || kind === 'unknown'
          ? authentication.unknownMachineToken()
          : authentication.machineToken(
              machine.Uuid,
              machine.Secret,
              kind === 'infinite' ? 'system' : 'boot',
            ),
      profileToken: async (profile, seconds) =>
        (await objects.session().body('profiles', profile)) === undefined
          ? undefined
          : authentication.profileToken(profile, seconds),
      info,
      menuBootEnvs: async () => {
        const bodies = await objects.session().bodies('bootenvs')
        return bodies
          .map((body) => fromStored('bootenvs', body))
          .filter(({ Meta }) => Object.hasOwn(Meta, MENU_META))
          .sort((one, other) => (one.Name < other.Name ? -1 : 1))
      },
    }
  }
}
