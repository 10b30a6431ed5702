/**
 * Thread that makes the ears' templates while nobody waits for them, keeps them on disk, and ends. It
 * gives way to all that plays or is played.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { createSpeak } from '../flite/speak.ts';
import { templatesOf } from './templates.ts';

// Of this thread alone there; elsewhere it would be the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
const { wasmFile } = z.object({ wasmFile: z.string() }).parse(workerData);
templatesOf(createSpeak(wasmFile));
