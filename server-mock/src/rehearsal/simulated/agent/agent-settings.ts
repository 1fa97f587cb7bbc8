/** Settings of an agent: what its environment or `agent.conf` says. */
export interface AgentSettings {
  /** RS_ENDPOINT, such as `https://10.0.0.1:8092`. */
  readonly endpoint: string
  /** RS_TOKEN. */
  readonly token: string
  /** RS_UUID: id of the machine. */
  readonly uuid: string
  /** RS_PIN: base64 SHA-256 of the server's public key; empty to verify the certificate. */
  readonly pin: string
  /** RS_FILESERVER, such as `http://10.0.0.1:8091`. */
  readonly fileServer: string
  /** RS_SYSTEM. */
  readonly system: 'discovery' | 'deployed'
  /** RS_BOOTENV: boot environment the system stands for; empty: the one the machine is in. */
  readonly bootEnv: string
  /** RS_RESUME: tell the server once per boot that the machine came back. */
  readonly resume: boolean
}

/** Reads settings from variables; what is missing as text, when something needed is. */
export function readAgentSettings(variables: ReadonlyMap<string, string>): AgentSettings | string {
  const text = (name: string) => variables.get(name) ?? ''
  for (const name of ['RS_ENDPOINT', 'RS_TOKEN', 'RS_UUID']) {
    if (text(name) === '') return `${name} is not set`
    if (/[^A-Za-z0-9._:/+=@~-]/.test(text(name))) return `${name} holds a character that is not allowed`
  }
  return {
    endpoint: text('RS_ENDPOINT'),
    token: text('RS_TOKEN'),
    uuid: text('RS_UUID'),
    pin: text('RS_PIN'),
    fileServer: text('RS_FILESERVER'),
    system: text('RS_SYSTEM') === 'discovery' ? 'discovery' : 'deployed',
    bootEnv: text('RS_BOOTENV'),
    resume: text('RS_RESUME') === 'true',
  }
}
