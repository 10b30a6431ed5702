import type { Instrument } from '#src/music/vocabulary.ts';
import type { CompName } from './comps.ts';
import type { GrooveName } from './grooves.ts';
import type { KitName } from './kits.ts';
import type { MelodyName } from './melodies.ts';
import type { Parameter } from './parameters.ts';
import type { PatchName } from './patches.ts';
import type { RhythmName } from './rhythms.ts';

/**
 * An instrument: what it brings to the front of a mix, and the music it is at home in, which is
 * played where no genre is asked for.
 */
export interface InstrumentEntry {
  readonly home: GrooveName;
  readonly bass?: PatchName;
  readonly chords?: PatchName | readonly [PatchName, CompName];
  readonly lead?: PatchName | readonly [PatchName, MelodyName];
  readonly arp?: PatchName;
  readonly pad?: PatchName;
  readonly drums?: readonly [RhythmName, KitName];
  /** Added to the style's parameters. */
  readonly bend?: Readonly<Partial<Record<Parameter, number>>>;
}

export const INSTRUMENT_ENTRIES: Readonly<Record<Instrument, InstrumentEntry>> = {
  '303 Acid Bass': { home: 'Acid House', bass: 'acidBass', bend: { slide: 0.6 } },
  '808 Hip Hop Beat': { home: 'Trap Beat', drums: ['hipHop', 'tr808'], bass: 'bass808' },
  Accordion: { home: 'Polka', lead: 'accordion', chords: 'accordion' },
  'Alto Saxophone': { home: 'Jazz', lead: ['saxophone', 'swing'] },
  Bagpipes: { home: 'Celtic Folk', lead: ['bagpipes', 'reel'], pad: 'hurdyGurdy' },
  'Balalaika Ensemble': {
    home: 'Folk',
    lead: ['balalaika', 'reel'],
    chords: ['balalaika', 'tremolo'],
    bend: { minor: 0.3 },
  },
  Banjo: { home: 'Bluegrass', arp: 'banjo', lead: 'banjo' },
  'Bass Clarinet': { home: 'Jazz', lead: 'bassClarinet', bend: { leadOctave: -1.4 } },
  Bongos: { home: 'Samba', drums: ['samba', 'latin'] },
  'Boomy Bass': { home: 'Trap Beat', bass: 'bass808', bend: { bass: 0.2 } },
  Bouzouki: { home: 'Irish Folk', lead: 'bouzouki', chords: 'bouzouki' },
  'Buchla Synths': {
    home: 'Indie Electronic',
    lead: ['buchla', 'sixteenths'],
    arp: 'buchla',
    bend: { delay: 0.15 },
  },
  Cello: {
    home: 'Orchestral Score',
    lead: ['cello', 'long'],
    bass: 'celloBass',
    bend: { leadOctave: -1 },
  },
  Charango: { home: 'Folk', chords: ['charango', 'strum'], lead: 'charango' },
  Clavichord: {
    home: 'Baroque',
    chords: ['clavichord', 'broken16'],
    lead: ['clavichord', 'baroque'],
  },
  'Conga Drums': { home: 'Latin Jazz', drums: ['salsa', 'latin'] },
  Didgeridoo: { home: 'Drone', bass: 'didgeridoo', pad: 'didgeridoo' },
  'Dirty Synths': {
    home: 'Industrial',
    lead: 'dirtySynth',
    chords: 'dirtySynth',
    bass: 'dirtySynth',
    bend: { drive: 0.25 },
  },
  Djembe: { home: 'African', drums: ['afrobeat', 'hand'] },
  Drumline: { home: 'Marching Band', drums: ['march', 'field'] },
  Dulcimer: { home: 'Renaissance Music', lead: 'dulcimer', chords: ['dulcimer', 'broken'] },
  Fiddle: { home: 'Irish Folk', lead: ['fiddle', 'reel'] },
  'Flamenco Guitar': {
    home: 'Flamenco',
    lead: 'flamencoGuitar',
    chords: ['flamencoGuitar', 'roll'],
    bend: { strum: 10 },
  },
  'Funk Drums': { home: 'Funk', drums: ['funk', 'studio'] },
  Glockenspiel: { home: 'Indie Pop', lead: ['glockenspiel', 'bells'], arp: 'glockenspiel' },
  Guitar: {
    home: 'Indie Pop',
    chords: ['guitar', 'strum'],
    lead: ['guitar', 'song'],
    bend: { strum: 8 },
  },
  'Hang Drum': { home: 'Meditation', lead: ['hang', 'sparse'], arp: 'hang' },
  Harmonica: { home: 'Blues', lead: ['harmonica', 'blues'], bend: { slide: 0.3 } },
  Harp: { home: 'Renaissance Music', lead: 'harp', arp: 'harp', chords: ['harp', 'arpUp'] },
  Harpsichord: {
    home: 'Baroque',
    chords: ['harpsichord', 'broken16'],
    lead: ['harpsichord', 'baroque'],
  },
  'Hurdy-gurdy': { home: 'Celtic Folk', lead: ['hurdyGurdy', 'reel'], pad: 'hurdyGurdy' },
  Kalimba: { home: 'African', arp: 'kalimba', lead: 'kalimba' },
  Koto: { home: 'East Asian', lead: 'koto', arp: 'koto' },
  Lyre: { home: 'Renaissance Music', arp: 'lyre', chords: ['lyre', 'broken'] },
  Mandolin: { home: 'Bluegrass', lead: 'mandolin', chords: ['mandolin', 'boomChick'] },
  Maracas: { home: 'Cumbia', drums: ['cumbia', 'latin'] },
  Marimba: { home: 'African', lead: 'marimba', arp: 'marimba' },
  Mbira: { home: 'African', arp: 'mbira', lead: 'mbira' },
  Mellotron: {
    home: '60s Psychedelic Rock',
    pad: 'mellotron',
    chords: ['mellotron', 'held'],
    bend: { wow: 0.15 },
  },
  'Metallic Twang': { home: 'Surf Rock', lead: 'twang', chords: 'twangGuitar' },
  'Moog Oscillations': {
    home: 'Synthwave',
    lead: 'moogLead',
    bass: 'moogBass',
    bend: { slide: 0.4 },
  },
  Ocarina: { home: 'Folk', lead: ['ocarina', 'song'] },
  'Persian Tar': { home: 'Middle Eastern', lead: ['tar', 'raga'] },
  Pipa: { home: 'East Asian', lead: ['pipa', 'raga'] },
  'Precision Bass': { home: 'Soul', bass: 'fingerBass', bend: { bass: 0.2 } },
  'Ragtime Piano': {
    home: 'Electro Swing',
    chords: ['honkyTonk', 'stride'],
    lead: ['honkyTonk', 'swing'],
    bend: { swing8: 0.3 },
  },
  'Rhodes Piano': { home: 'Neo-Soul', chords: 'rhodes' },
  Shamisen: { home: 'East Asian', lead: ['shamisen', 'riff'] },
  'Shredding Guitar': { home: 'Metal', lead: ['leadGuitar', 'shred'], bend: { drive: 0.2 } },
  Sitar: { home: 'Indian Classical', lead: ['sitar', 'raga'], bend: { slide: 0.3 } },
  'Slide Guitar': { home: 'Blues', lead: ['slideGuitar', 'blues'], bend: { slide: 0.6 } },
  'Smooth Pianos': {
    home: 'Piano Ballad',
    chords: ['softPiano', 'ballad'],
    lead: ['piano', 'song'],
  },
  'Spacey Synths': {
    home: 'Chillout',
    pad: 'spaceSynth',
    lead: ['spaceSynth', 'floating'],
    bend: { delay: 0.2, reverb: 0.2 },
  },
  'Steel Drum': { home: 'Cumbia', lead: ['steelDrum', 'mariachi'] },
  'Synth Pads': { home: 'Ambient', pad: 'synthPad', chords: ['synthPad', 'held'] },
  Tabla: { home: 'Bengal Baul', drums: ['tabla', 'tabla'] },
  'TR-909 Drum Machine': { home: 'Techno', drums: ['house', 'tr909'] },
  Trumpet: { home: 'Latin Jazz', lead: ['trumpet', 'horns'] },
  Tuba: { home: 'Polka', bass: 'tuba' },
  Vibraphone: { home: 'Jazz', lead: ['vibraphone', 'swing'], chords: 'vibraphone' },
  'Viola Ensemble': { home: 'Orchestral Score', pad: 'viola', lead: ['viola', 'long'] },
  'Warm Acoustic Guitar': {
    home: 'Indie Folk',
    chords: ['acousticGuitar', 'broken'],
    lead: 'acousticGuitar',
    bend: { strum: 10 },
  },
  Woodwinds: {
    home: 'Orchestral Score',
    lead: ['woodwinds', 'song'],
    chords: ['woodwinds', 'held'],
  },
};

/** Not in the documented vocabulary, but what people say. */
export const MORE_INSTRUMENTS: Readonly<Record<string, InstrumentEntry>> = {
  Piano: { home: 'Piano Ballad', chords: ['piano', 'ballad'], lead: 'piano' },
  Organ: { home: 'Gospel', chords: ['organ', 'held'], pad: 'organ' },
  Strings: { home: 'Orchestral Score', pad: 'stringSection', lead: ['viola', 'long'] },
  Violin: { home: 'Classical', lead: ['fiddle', 'flowing'] },
  Brass: { home: 'Soul', lead: ['brassSection', 'horns'] },
  Flute: { home: 'Bossa Nova', lead: ['flute', 'flowing'] },
  Choir: { home: 'Cinematic', pad: 'choir', bend: { vocal: 0.6 } },
  Voices: { home: 'Indie Pop', bend: { vocal: 0.85 } },
  Bells: { home: 'Chillout', lead: ['bells', 'bells'], arp: 'glockenspiel' },
  Drums: { home: 'Funk', bend: { drums: 0.6 } },
  Bass: { home: 'Deep House', bend: { bass: 0.5 } },
  Synth: { home: 'Synthwave', lead: 'sawLead', chords: 'pulseKeys' },
  'Electric Guitar': {
    home: 'Classic Rock',
    lead: 'leadGuitar',
    chords: 'overdrivenGuitar',
    bend: { drive: 0.1 },
  },
  'Chip Sounds': {
    home: 'Chiptune',
    lead: ['chipLead', 'chip'],
    arp: 'chipArp',
    bend: { crush: 0.2 },
  },
  'Lead Melody': { home: 'Pop', bend: { lead: 0.4 } },
  'Piano Trio': {
    home: 'Jazz',
    chords: 'piano',
    lead: 'piano',
    bass: 'uprightBass',
    bend: { pad: -1, arp: -1, vocal: -1 },
  },
  'Solo Piano': {
    home: 'Piano Ballad',
    chords: 'piano',
    lead: 'piano',
    bend: { drums: -1, bass: -1, pad: -1, arp: -1, vocal: -1 },
  },
  'Solo Guitar': {
    home: 'Indie Folk',
    chords: ['acousticGuitar', 'broken'],
    lead: 'acousticGuitar',
    bend: { drums: -1, bass: -1, pad: -1, arp: -1, vocal: -1, strum: 10 },
  },
  /** Somebody is left to play where a section has no drums. */
  'Drum Solo': {
    home: 'Funk',
    bend: { drums: 1, bass: -0.5, chords: -0.5, lead: -1, arp: -1, pad: -1, density: 0.2 },
  },
  Unaccompanied: {
    home: 'Classical',
    bend: { drums: -1, bass: -1, pad: -1, arp: -1, chords: -0.4 },
  },
  Instrumental: { home: 'Neutral', bend: { vocal: -1 } },
  Arpeggio: { home: 'Synthwave', arp: 'sequencer', bend: { arp: 0.4 } },
};
