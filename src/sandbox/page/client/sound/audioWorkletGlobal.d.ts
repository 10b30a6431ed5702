/** What TypeScript's DOM library leaves out of the scope in which audio worklets run. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Of the block that is being made, in seconds of the context. */
declare const currentTime: number;
