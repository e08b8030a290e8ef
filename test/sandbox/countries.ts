// Countries and states: which codes exist, and the English names that answers carry beside them.

/** ISO 3166-1 alpha-2. `UK` is not among them; the United Kingdom is `GB`. */
const COUNTRY_CODES = new Set(
	`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
	BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG
	EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR
	HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR
	LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG
	NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE
	SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
	UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/),
);

const STATE_NAMES: Record<string, string> = Object.fromEntries(
	`AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
	DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,
	KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,
	MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,
	NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,
	PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,
	VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming`
		.split(',')
		.map((entry) => entry.trim())
		.map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

const regionNames = new Intl.DisplayNames('en', { type: 'region' });

/** True for a code of ISO 3166-1 alpha-2, in upper case. */
export function isCountryCode(code: string): boolean {
	return COUNTRY_CODES.has(code);
}

/** The English name of a country, e.g. `United States` for `US`. */
export function countryName(code: string): string {
	return regionNames.of(code) ?? code;
}

/** The name of a state of the United States (`Texas` for `TX`), undefined for any other code. */
export function stateName(code: string | null | undefined): string | undefined {
	return code ? STATE_NAMES[code] : undefined;
}
