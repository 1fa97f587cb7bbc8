/**
 * Environment of a plugin's program: nothing of the server's own but where programs are found.
 *
 * @param path `PATH` of the server
 * @param home folder the program may write to
 */
export function programEnvironment(path: string, home: string): Record<string, string> {
  return { PATH: path, LANG: 'C.UTF-8', HOME: home, TMPDIR: home }
}
