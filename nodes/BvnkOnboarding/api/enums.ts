// The values that BVNK lists for its enumerated fields. BVNK extends them without notice, so they are
// offered in the UI and never enforced: any other text is sent as it is, and BVNK is the judge.

/** Upper case is what every BVNK guide prints; two public clients send lower case instead. */
export const CUSTOMER_TYPES = ['COMPANY', 'INDIVIDUAL'] as const;
/** The type of a customer, in the spelling that is sent. */
export type CustomerType = (typeof CUSTOMER_TYPES)[number];

export const RISK_SCORES = ['LOW', 'MEDIUM', 'HIGH'];

/** The first two are v1's own; the others stand in BVNK's requirements page for businesses. */
export const ENTITY_TYPES = [
	'LIMITED_LIABILITY_COMPANY',
	'CORPORATION',
	'PARTNERSHIP',
	'SOLE_PROPRIETOR',
	'TRUST',
];

/** The first three are current; `FIAT` and `CRYPTO` stand on older pages. */
export const USE_CASES = [
	'STABLECOIN_PAYOUTS',
	'EMBEDDED_STABLECOIN_WALLETS',
	'EMBEDDED_FIAT_ACCOUNTS',
	'FIAT',
	'CRYPTO',
];

/**
 * `DRIVERS` has two more spellings on BVNK's pages (`DRIVER_LICENSE`, `DRIVERS_LICENSE`): this one is
 * what info-required asks for. `UTILITY_BILL` and `BANK_STATEMENT` are v2's.
 */
export const DOCUMENT_TYPES = [
	'BANK_STATEMENT',
	'COMPANY_DOC',
	'DRIVERS',
	'ID_CARD',
	'PASSPORT',
	'PROOF_OF_RESIDENCE',
	'RESIDENCE_PERMIT',
	'SELFIE',
	'UTILITY_BILL',
];

/** The last two are inferred from the names that BVNK's verification provider uses. */
export const DOCUMENT_SUBTYPES = [
	'FRONT_SIDE',
	'BACK_SIDE',
	'INCORPORATION_CERT',
	'INCORPORATION_ARTICLES',
	'SHAREHOLDER_REGISTRY',
];

/** `REPRESENTATIVE` is inferred: BVNK asks for a representative, and no page names the value. */
export const ASSOCIATE_TITLES = ['BUSINESS_OWNER', 'DIRECTOR', 'REPRESENTATIVE'];

/** BVNK's requirements page prints `SELF-EMPLOYED` once; every client sends the underscore. */
export const EMPLOYMENT_STATUSES = [
	'SALARIED',
	'SELF_EMPLOYED',
	'UNEMPLOYED',
	'RETIRED',
	'NOT_PROVIDED',
];

export const SOURCES_OF_FUNDS = [
	'SALARY',
	'PENSION',
	'SAVINGS',
	'SELF_EMPLOYMENT',
	'CRYPTO_TRADING',
	'GAMBLING',
	'REAL_ESTATE',
	'GIFT',
	'STUDENT_LOAN_GRANT',
];

/** PEP: politically exposed person. */
export const PEP_STATUSES = [
	'NOT_PEP',
	'FORMER_PEP_2_YEARS',
	'FORMER_PEP_OLDER',
	'DOMESTIC_PEP',
	'FOREIGN_PEP',
	'CLOSE_ASSOCIATES',
	'FAMILY_MEMBERS',
	'STATE_OWNED',
];

export const INTENDED_USES = [
	'TRANSFERS_OWN_WALLET',
	'TRANSFERS_FAMILY_FRIENDS',
	'INVESTMENTS',
	'GOODS_SERVICES',
	'DONATIONS',
];

export const VOLUME_CURRENCIES = ['EUR', 'USD'];

/** Asked of residents of the United States. */
export const YEARLY_INCOMES = [
	'INCOME_0_TO_50K',
	'INCOME_50K_TO_100K',
	'INCOME_100K_TO_250K',
	'INCOME_250K_TO_500K',
	'INCOME_500K_TO_750K',
	'INCOME_750K_TO_1M',
	'INCOME_ABOVE_1M',
];

/** Asked of residents of the United States. */
export const INDUSTRY_SECTORS = [
	'ACCOMMODATION_FOOD_SERVICES',
	'ADMINISTRATIVE_SUPPORT_WASTE_MANAGEMENT_REMEDIATION_SERVICES',
	'ADULT_ENTERTAINMENT',
	'AGRICULTURE_FORESTRY_FISHING_HUNTING',
	'ARTS_ENTERTAINMENT_RECREATION',
	'AUCTIONS',
	'AUTOMOBILES',
	'BLOCKCHAIN',
	'CONSTRUCTION',
	'CRYPTO',
	'DRUGS',
	'E_COMMERCE',
	'EDUCATIONAL_SERVICES',
	'EXPORT_IMPORT',
	'FINANCE_INSURANCE',
	'FINANCIAL_INSTITUTION',
	'GAMBLING',
	'HEALTH_CARE_SOCIAL_ASSISTANCE',
	'HEDGE_FUND',
	'INFORMATION',
	'INSURANCE',
	'INVESTMENT',
	'MANAGEMENT_OF_COMPANIES_ENTERPRISES',
	'MANUFACTURING',
	'MARKET_MAKER',
	'MINING',
	'MONEY_SERVICE_BUSINESS',
	'NON_PROFIT',
	'NOT_CLASSIFIED',
	'OTHER_SERVICES',
	'PRECIOUS_METALS',
	'PROFESSIONAL_SCIENTIFIC_TECHNICAL_SERVICES',
	'PUBLIC_ADMINISTRATION',
	'REAL_ESTATE_RENTAL_LEASING',
	'REGISTERED_INVESTMENT_ADVISOR',
	'RETAIL_TRADE',
	'SHELL_BANK',
	'STO_ISSUER',
	'TRANSPORTATION_WAREHOUSING',
	'TRAVEL_TRANSPORT',
	'UTILITIES',
	'WEAPONS',
	'WHOLESALE_TRADE',
];
