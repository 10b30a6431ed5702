/**
 * `off`: not in a voice channel, or deafened. `needsClick`: the browser wants a click or key first;
 * any will do. `quiet`: nobody makes a sound. `buffering`: sound has begun to come. `playing`: it
 * is heard.
 */
export type SoundState = 'off' | 'needsClick' | 'buffering' | 'playing' | 'quiet';
