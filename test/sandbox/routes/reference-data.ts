// GET /platform/v1/accounts/industries and GET /platform/v1/accounts/monthly-expected-volumes.
import type { FastifyInstance } from 'fastify';
import { INDUSTRIES, MONTHLY_EXPECTED_VOLUMES } from '../reference-data';

/** The lists a company is described with. */
export function referenceDataRoutes(app: FastifyInstance): void {
	app.get('/platform/v1/accounts/industries', async () => INDUSTRIES);
	app.get('/platform/v1/accounts/monthly-expected-volumes', async () => MONTHLY_EXPECTED_VOLUMES);
}
