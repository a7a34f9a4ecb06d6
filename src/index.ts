export { describeSpec, listEndpoints, type RunOptions, sliceSpec } from './api.ts'
export type { ListedEndpoint } from './core/listed-endpoint.ts'
export type { EndpointTrouble, LossInfo, SpecInfo, TargetInfo } from './core/spec-info.ts'
export { type Options, defineConfig } from './core/options/options.ts'
export type {
  EndpointFacts,
  FailedEndpoint,
  Forecast,
  GroupBy,
  OutputFile,
  Progress,
  SliceRequest,
  SliceResult,
} from './core/options/request.ts'
export { formatPlace, type Place, type Problem, SliceError } from './core/problems.ts'
export { memorySink, type Sink } from './core/write/sink.ts'
export { createSlicer } from './slicer/slicer.ts'
export type { Round, SliceFile, Slicer, Slices } from './slicer/types.ts'
export type { OpenApiSlice, SliceEndpoint } from './virtual-types.ts'
