// Every route file of the server; a new one is added here.
import type { FastifyInstance } from 'fastify';
import type { SandboxState } from '../state';
import { agreementSessionRoutes } from './agreement-sessions';
import { customerRoutes } from './customers';
import { documentRoutes } from './documents';
import { pageRoutes } from './pages';
import { portalRoutes } from './portal';
import { questionnaireRoutes } from './questionnaires';
import { referenceDataRoutes } from './reference-data';
import { agreementRoutes } from './v2/agreements';
import { associateRoutes } from './v2/associates';
import { customerRoutesV2 } from './v2/customers';
import { documentRoutesV2 } from './v2/documents';
import { pageRoutesV2 } from './v2/pages';

/** A route file exports one function of this type. */
export type Routes = (app: FastifyInstance, state: SandboxState) => void;

export const ROUTES: Routes[] = [
	agreementSessionRoutes,
	customerRoutes,
	documentRoutes,
	pageRoutes,
	portalRoutes,
	questionnaireRoutes,
	referenceDataRoutes,
	agreementRoutes,
	associateRoutes,
	customerRoutesV2,
	documentRoutesV2,
	pageRoutesV2,
];
