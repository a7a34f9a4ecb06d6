interface Surroundings {
  stdin: { isTTY?: boolean }
  stdout: { isTTY?: boolean }
  env: NodeJS.ProcessEnv
}

/** Whether somebody sits in front of a terminal who can be asked: not in a pipe, not in CI. */
export const canAsk = ({ stdin, stdout, env }: Surroundings): boolean =>
  stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb' && !isSet(env['CI'])

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0' && value !== 'false'
