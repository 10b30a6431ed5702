/** What is used of it: libfvad's own functions, on its own memory. */
declare module '@echogarden/fvad-wasm' {
  interface Fvad {
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _fvad_new(): number;
    _fvad_free(state: number): void;
    /** 0 to 3: how strict it is. */
    _fvad_set_mode(state: number, mode: number): number;
    _fvad_set_sample_rate(state: number, hz: number): number;
    /** 1: a voice, 0: none, -1: it is given no frame of 10, 20 or 30 ms. */
    _fvad_process(state: number, frame: number, samples: number): number;
  }
  export default function createFvad(): Promise<Fvad>;
}
