/** Whether to paint: as NO_COLOR and FORCE_COLOR say, otherwise on terminals that can. Streams that are none say nothing about it. */
export function wantsColors(isTTY: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTTY === true && env['TERM'] !== 'dumb'
}
