import { FRAME_PAIRS } from './dsp/control.ts';
import { createSynth } from './Synth.ts';

/** Between them these use every kind of voice and every effect. */
const STYLES = [
  'lo-fi hip hop, swirling phasers, experimental',
  'psychedelic rock, choir, sitar, huge drop',
  'techno, rhodes piano, salsa',
];
const FRAMES = 60;

/**
 * Lets the engine compile the synthesiser: the first frames would otherwise run interpreted and
 * take some 20 ms each. Takes about a quarter of a second; call it once before the first session.
 */
export function warmUp(): void {
  const out = new Int16Array(2 * FRAME_PAIRS);
  for (const text of STYLES) {
    const synth = createSynth({ seed: 1 });
    for (const musicGenerationMode of ['VOCALIZATION', 'DIVERSITY'] as const) {
      synth.setPrompts([{ text, weight: 1 }]);
      synth.setConfig({ musicGenerationMode, density: 0.9, muteBass: true });
      synth.reset();
      for (let frame = 0; frame < FRAMES; frame += 1) synth.render(out);
    }
  }
}
