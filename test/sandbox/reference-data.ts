// BVNK's own lists: industries and monthly expected volumes. A company names one entry of each.

interface Industry {
	reference: string;
	name: string;
}

/** The first parent and its child are BVNK's published sandbox samples; the others are invented. */
export const INDUSTRIES: Array<Industry & { children: Industry[] }> = [
	{
		reference: '30ea1086-06d8-11ef-b6e1-027612b7f6b5',
		name: 'Accommodation and food services',
		children: [{ reference: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5', name: 'Food/Beverages' }],
	},
	{
		reference: '00000001-06d8-11ef-b6e1-0000000e0001',
		name: 'Financial services',
		children: [
			{ reference: '00000001-06d8-11ef-b6e1-0000000e0011', name: 'Payment services' },
			{ reference: '00000001-06d8-11ef-b6e1-0000000e0012', name: 'Investment funds' },
		],
	},
	{
		reference: '00000002-06d8-11ef-b6e1-0000000e0002',
		name: 'Information and communication',
		children: [
			{ reference: '00000002-06d8-11ef-b6e1-0000000e0021', name: 'Software' },
			{ reference: '00000002-06d8-11ef-b6e1-0000000e0022', name: 'Publishing' },
		],
	},
	{
		reference: '00000003-06d8-11ef-b6e1-0000000e0003',
		name: 'Manufacturing',
		children: [{ reference: '00000003-06d8-11ef-b6e1-0000000e0031', name: 'Machinery' }],
	},
];

const FINANCIAL_SERVICES = INDUSTRIES[1]!;

/** BVNK documents `reference` and a label; the label's key is not known, `description` is a guess. */
export const MONTHLY_EXPECTED_VOLUMES = [
	{ reference: '00000001-0710-11ef-b6e1-0000000f0001', description: '0 - 50,000' },
	{ reference: '00000002-0710-11ef-b6e1-0000000f0002', description: '50,000 - 250,000' },
	{ reference: '00000003-0710-11ef-b6e1-0000000f0003', description: '250,000 - 1,000,000' },
	{ reference: '00000004-0710-11ef-b6e1-0000000f0004', description: 'Over 1,000,000' },
];

const industryReferences = new Set(
	INDUSTRIES.flatMap(({ reference, children }) => [
		reference,
		...children.map((child) => child.reference),
	]),
);

/** True when the industry list holds the reference, as a parent or as a child. */
export function isIndustry(reference: string): boolean {
	return industryReferences.has(reference.toLowerCase());
}

/** True when the list of monthly expected volumes holds the reference. */
export function isMonthlyVolume(reference: string): boolean {
	return MONTHLY_EXPECTED_VOLUMES.some((volume) => volume.reference === reference.toLowerCase());
}

/** The questionnaire that a company of this industry has to answer. */
export function questionnaireCode(industryReference: string): string {
	const financial = [FINANCIAL_SERVICES, ...FINANCIAL_SERVICES.children].some(
		({ reference }) => reference === industryReference.toLowerCase(),
	);
	return financial ? 'financialServicesQuestionnaireFull' : 'otherQuestionnaireFull';
}
