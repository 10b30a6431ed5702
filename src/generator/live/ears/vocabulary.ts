/**
 * What the stand-in's ears know: words, and phrases as people run them together, each with a template
 * a voice. All of it means something to the lexicon that reads what is typed, or is passed over by it.
 */
const ASKING =
  'make it|and make it|play|play some|give us|give us some|give us more|can we have|can we have some|please|i want|i want a|i want more|lets hear|lets hear some|and|a|the|some|with|with a|with the|hey dj';
const CHANGING =
  'add|add a|and add|and add a|bring in|bring in a|and bring in a|bring back|bring back the|remove|remove the|and remove the|take out|take out the|and take out the|get rid of|get rid of the|turn down the|no|and no|without|without the|more|and more|less|and less|a bit|but a bit|much|a lot|only';
const WHOLE =
  'start over|start over with|what is playing|i like the|i do not like the|take back the|something else|instead';
const COLOURS =
  'darker|brighter|slower|faster|calmer|happier|sadder|warmer|heavier|busier|sparser|wilder|dreamy|happy|sad|dark|calm|groovy|energetic|spacey|romantic|epic';
const GENRES =
  'techno|house|deep house|jazz|ambient|reggae|rock|funk|disco|trance|blues|hip hop|metal|folk|swing|soul|bossa nova|classical|dubstep|synthwave|lo fi|tango';
const INSTRUMENTS =
  'piano|guitar|violin|cello|flute|trumpet|saxophone|harp|organ|accordion|strings|choir|synth|banjo|marimba|harmonica|drums|bass|bells|clarinet';

export const VOCABULARY: readonly string[] = [
  ASKING,
  CHANGING,
  WHOLE,
  COLOURS,
  GENRES,
  INSTRUMENTS,
].flatMap((words) => words.split('|'));

/** For whoever wants to try it. */
export const EXAMPLES: readonly string[] = [
  'make it darker and slower, and bring in a piano',
  'more drums and less bass',
  'take out the guitar',
  'start over with reggae',
  'what is playing',
];
