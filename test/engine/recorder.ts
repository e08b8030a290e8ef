// A server that keeps the bytes it is sent, with keys of BVNK's form.

import type { Server } from '../bvnk';
import { startRecorder as start, type Recorder as Started } from '../tools/engine/recorder';

export type Recorder = Started<Server['credentials']>;

/** Starts a recorder on loopback. */
export const startRecorder = async (): Promise<Recorder> =>
	await start({ hawkId: 'id', hawkKey: 'key', webhookSecret: '' });
