/** As much of Nx as is said to it. It is not imported: a type of it would be a dependency of everybody. */

export type Input = string | { env: string } | { externalDependencies: string[] }

export interface Target {
  executor: string
  options?: { command: string; cwd: string; env: Record<string, string> }
  cache: boolean
  dependsOn?: string[]
  inputs: Input[]
  outputs: string[]
}

/** What was found by a file of configuration. */
export type Nodes = readonly [file: string, found: { projects?: Record<string, { root: string; targets: Record<string, Target> }> }]

/** What Nx knows an error by that names several files, and leaves the others as they are. */
export const nodesError = (errors: readonly [file: string, error: Error][], partialResults: readonly Nodes[]): Error =>
  Object.assign(new Error('Failed to create nodes'), { name: 'AggregateCreateNodesError', errors, partialResults })
