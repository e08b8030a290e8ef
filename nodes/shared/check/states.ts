// States and provinces, where a code of two characters is wanted.

import { refuse, text } from './text';

/** The states and territories of the United States and the provinces of Canada (ISO 3166-2, USPS). */
const names = `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
DC District of Columbia,DC Washington DC,DC DC,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,
KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,
MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,
NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,
SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,
WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,PR Puerto Rico,VI US Virgin Islands,
AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,
NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon`;

const letters = (value: string): string =>
	value
		.normalize('NFKD')
		.toUpperCase()
		.replace(/^STATE OF /, '')
		.replace(/[^A-Z0-9]/g, '');

const codes = new Map(
	names.split(',').map((entry) => {
		const state = entry.trim();
		return [letters(state.slice(3)), state.slice(0, 2)];
	}),
);

const anyStateCode = text().transform((value, context): string => {
	const own = value.toUpperCase();
	const hasCountry = /^[A-Z]{2}\s?[-–_/]\s?[A-Z0-9]{1,3}$/.test(own);
	const code = /^[A-Z0-9]{2}$/.test(own) ? own : codes.get(letters(value));
	return (
		code ??
		refuse(context, {
			message: 'must be a code of exactly two characters, such as TX',
			hint: hasCountry
				? "Leave out the country's code in front of it."
				: 'It is asked for in the United States. Elsewhere, leave it empty.',
		})
	);
});

/**
 * The code of a state, in two characters. The name of a state of the United States or a province of Canada
 * becomes its code. A code with its country in front, such as `US-TX`, is refused, as APIs refuse it.
 */
export const stateCode = () => anyStateCode;
