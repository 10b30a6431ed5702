import { setPriority } from 'node:os';

/** As low as it goes: whoever waits for a moment to come has the processor at once. */
const LOWEST = 19;

setPriority(LOWEST);
