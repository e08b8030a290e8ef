// Every route file of the server; a new one is added here.
import type { FastifyInstance } from 'fastify';
import type { SandboxState } from '../state';
import { agreementSessionRoutes } from './agreement-sessions';
import { customerRoutes } from './customers';
import { referenceDataRoutes } from './reference-data';

/** A route file exports one function of this type. */
export type Routes = (app: FastifyInstance, state: SandboxState) => void;

export const ROUTES: Routes[] = [customerRoutes, agreementSessionRoutes, referenceDataRoutes];
