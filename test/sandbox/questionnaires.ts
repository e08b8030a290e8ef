// BVNK's questionnaires. Their codes and the titles of their two sections are documented; the names of
// the members are those of its generated clients, and the questions are invented.

interface Item {
	id: string;
	question: string;
	type: string;
	required: boolean;
	options?: Array<{ value: string; title: string }>;
}

export interface Definition {
	code: string;
	title: string;
	sections: Array<{ id: string; title: string; items: Item[] }>;
}

const NAMES: Record<string, string> = {
	financialServicesQuestionnaireFull: 'Financial services',
	amlCryptoComplianceQuestionnaireFull: 'Digital assets',
	gamblingQuestionnaireFull: 'Gaming',
	fintechsQuestionnaireFull: 'Fintech',
	otherQuestionnaireFull: 'Other',
};

const yesOrNo = [
	{ value: 'YES', title: 'Yes' },
	{ value: 'NO', title: 'No' },
];

const DEFINITIONS: Definition[] = Object.entries(NAMES).map(([code, title]) => ({
	code,
	title,
	sections: [
		{
			id: 'natureOfBusiness',
			title: 'Nature of Business',
			items: [
				{
					id: 'businessModel',
					question: `What does the company do? (${title})`,
					type: 'TEXT',
					required: true,
				},
				{
					id: 'customers',
					question: 'Who are its customers?',
					type: 'SELECT',
					required: true,
					options: [
						{ value: 'BUSINESSES', title: 'Businesses' },
						{ value: 'CONSUMERS', title: 'Consumers' },
						{ value: 'BOTH', title: 'Both' },
					],
				},
				{
					id: 'regions',
					question: 'Where are they?',
					type: 'MULTI_SELECT',
					required: false,
					options: [
						{ value: 'EU', title: 'European Union' },
						{ value: 'US', title: 'United States' },
						{ value: 'OTHER', title: 'Elsewhere' },
					],
				},
				{ id: 'employees', question: 'How many employees?', type: 'NUMBER', required: false },
				{ id: 'tradingSince', question: 'Trading since when?', type: 'DATE', required: false },
			],
		},
		{
			id: 'documentRequirements',
			title: 'Document Requirements',
			items: [
				{
					id: 'hasPolicy',
					question: 'Is there a policy against money laundering?',
					type: 'SELECT',
					required: true,
					options: yesOrNo,
				},
				{ id: 'remarks', question: 'Anything else?', type: 'TEXT_AREA', required: false },
			],
		},
	],
}));

/** The questionnaires with these codes, all of them where there is none; unknown codes are ignored. */
export function definitionsOf(codes: string[]): Definition[] {
	return codes.length === 0 ? DEFINITIONS : DEFINITIONS.filter(({ code }) => codes.includes(code));
}

/** The questions that must be answered, as `section.item`. */
export function requiredItems(code: string): string[] {
	return definitionsOf([code]).flatMap(({ sections }) =>
		sections.flatMap((section) =>
			section.items.filter((item) => item.required).map((item) => `${section.id}.${item.id}`),
		),
	);
}
