// Every route file of the server; a new one is added here.
import type { FastifyInstance } from 'fastify';
import type { SandboxState } from '../state';
import { agreementSessionRoutes } from './agreement-sessions';
import { customerRoutes } from './customers';
import { customerV2Routes } from './customers-v2';
import { documentRoutes } from './documents';
import { pageRoutes } from './pages';
import { portalRoutes } from './portal';
import { questionnaireRoutes } from './questionnaires';
import { referenceDataRoutes } from './reference-data';

/** A route file exports one function of this type. */
export type Routes = (app: FastifyInstance, state: SandboxState) => void;

export const ROUTES: Routes[] = [
	agreementSessionRoutes,
	customerRoutes,
	customerV2Routes,
	documentRoutes,
	pageRoutes,
	portalRoutes,
	questionnaireRoutes,
	referenceDataRoutes,
];
