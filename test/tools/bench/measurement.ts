/** What every measurement is given, and gives. */
import type { Result } from './results';

export interface MeasurementOptions {
	/** How often each side is measured; undefined: as often as the measurement thinks right. */
	repetitions: number | undefined;
}

/** One measurement, or a few that share their servers. */
export type Measurement = (options: MeasurementOptions) => Promise<Result[]>;
