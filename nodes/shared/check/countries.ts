// ISO 3166-1: the codes of countries, their English names, and what people write in place of a code.

import { byAlphabet } from './alphabet';
import { refuse, text } from './text';

// The 249 countries of ISO, each as its codes of two and of three letters, and Kosovo's, which payment
// systems use.
const codes = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH
BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT
BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB
CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP
ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB
GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL
ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM
KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY
MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT
MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU
NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT
REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR
SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS
TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN
VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE`;

const names = new Intl.DisplayNames(['en'], { type: 'region' });

const alpha3 = new Map(
	codes
		.trim()
		.split(/\s+/)
		.map((pair) => [pair.slice(0, 2), pair.slice(2)]),
);

/** Every country as `{ code, name }`, sorted by its English name. */
export const countries = [...alpha3.keys()]
	.map((code) => ({ code, name: names.of(code) ?? code }))
	.sort((a, b) => byAlphabet(a.name, b.name));

const fromAlpha3 = new Map([...alpha3].map(([code, long]) => [long, code]));

/** Other names that people use, the first ones short enough to stand in a list. */
const usualNames: Record<string, string[]> = {
	AE: ['UAE', 'Emirates'],
	AG: ['Antigua'],
	AT: ['Oesterreich'],
	AX: ['Aland'],
	BA: ['Bosnia'],
	BN: ['Brunei Darussalam'],
	BO: ['Plurinational State of Bolivia'],
	BS: ['The Bahamas'],
	BY: ['Byelorussia', 'Weissrussland'],
	CC: ['Cocos Islands', 'Keeling Islands'],
	CD: [
		'DR Congo',
		...['DRC', 'Congo DR', 'Congo DRC', 'Congo Kinshasa', 'Democratic Republic of the Congo'],
		...['Democratic Republic of Congo', 'Congo Democratic Republic', 'Zaire'],
	],
	CG: ['Republic of the Congo', ...['Republic of Congo', 'Congo Republic', 'Congo Brazzaville']],
	CH: ['Swiss Confederation', 'Confoederatio Helvetica', 'Swiss'],
	CI: ['Ivory Coast', 'Elfenbeinkueste', 'Elfenbeinküste'],
	CN: ['PRC', "People's Republic of China", 'PR China', 'Mainland China', 'Zhongguo'],
	CV: ['Cabo Verde', 'Cape Verde', 'Kap Verde'],
	CZ: ['Czech Republic', 'Czechia', 'Czech', 'Ceska republika', 'Tschechische Republik'],
	DE: ['Federal Republic of Germany', 'Bundesrepublik Deutschland', 'BRD'],
	DO: ['Dominican Rep'],
	ES: ['Kingdom of Spain', 'Reino de Espana'],
	FK: ['Malvinas', 'Falkland Islands (Malvinas)', 'Falklands'],
	FM: ['Federated States of Micronesia', 'Micronesia (Federated States of)'],
	FR: ['French Republic', 'Republique francaise'],
	GB: [
		'UK',
		...['United Kingdom of Great Britain and Northern Ireland', 'Great Britain', 'Britain'],
		...['England', 'Scotland', 'Wales', 'Northern Ireland', 'Grossbritannien', 'Grande Bretagne'],
		...['Gran Bretagna', 'Gran Bretana', 'Angleterre', 'Inglaterra', 'Inghilterra', 'Anglia'],
	],
	GM: ['The Gambia', 'Gambia'],
	GR: ['EL', 'Hellas', 'Hellenic Republic', 'Ellada'],
	HK: ['Hong Kong', 'Hong Kong SAR', '香港'],
	HM: ['Heard Island and McDonald Islands'],
	IE: ['Republic of Ireland', 'Eire', 'Irish Republic'],
	IN: ['Bharat'],
	IR: ['Islamic Republic of Iran', 'Persia'],
	IT: ['Italian Republic', 'Repubblica italiana'],
	JP: ['Nippon', 'Nihon'],
	KG: ['Kyrgyz Republic', 'Kirghizia'],
	KN: ['Saint Kitts', 'St Kitts'],
	KP: ["Democratic People's Republic of Korea", 'DPRK', 'North Korea', 'Korea North'],
	KR: ['South Korea', 'Republic of Korea', 'Korea South', 'ROK'],
	LA: ["Lao People's Democratic Republic", 'Lao PDR', 'Lao'],
	LK: ['Ceylon'],
	LY: ['Libyan Arab Jamahiriya'],
	MD: ['Republic of Moldova', 'Moldavia', 'Moldawien'],
	MF: ['Saint Martin (French part)'],
	MK: ['Macedonia', 'Mazedonien', 'FYROM', 'The former Yugoslav Republic of Macedonia'],
	MM: ['Burma', 'Myanmar', 'Birma'],
	MO: ['Macau', 'Macao', 'Macao SAR', 'Macau SAR', '澳门', '澳門'],
	MX: ['United Mexican States'],
	NL: ['Holland', 'Kingdom of the Netherlands', 'Hollande', 'Olanda', 'Holanda'],
	NZ: ['Aotearoa'],
	PL: ['Republic of Poland', 'Rzeczpospolita Polska'],
	PN: ['Pitcairn'],
	PS: [
		'Palestine',
		'State of Palestine',
		'Palestinian Territory, Occupied',
		'Occupied Palestinian Territory',
	],
	PT: ['Portuguese Republic'],
	RU: ['Russian Federation', 'Rossiya'],
	SA: ['KSA', 'Saudi'],
	SH: ['Saint Helena, Ascension and Tristan da Cunha'],
	SJ: ['Svalbard and Jan Mayen Islands', 'Svalbard'],
	SK: ['Slovak Republic', 'Slovenska republika', 'Slowakische Republik'],
	ST: ['Sao Tome'],
	SX: ['Sint Maarten (Dutch part)', 'Saint Maarten'],
	SY: ['Syrian Arab Republic'],
	SZ: ['Swaziland', 'Swasiland'],
	TL: ['East Timor', 'Timor Leste'],
	TR: ['Turkey', 'Turkiye'],
	TT: ['Trinidad'],
	TW: ['Taiwan, Province of China', 'Republic of China', 'Chinese Taipei', 'Taiwan ROC'],
	TZ: ['United Republic of Tanzania', 'Tanganyika'],
	UM: ['United States Minor Outlying Islands', 'US Minor Outlying Islands'],
	US: [
		'USA',
		...['US', 'US of A', 'United States of America', 'Vereinigte Staaten von Amerika'],
		"Etats Unis d'Amerique",
		...['Estados Unidos de America', "Stati Uniti d'America", 'EEUU', 'EE UU'],
	],
	VA: ['Holy See', 'Vatican', 'Vatican City State'],
	VC: ['Saint Vincent and the Grenadines', 'Saint Vincent'],
	VE: ['Bolivarian Republic of Venezuela'],
	VG: ['British Virgin Islands', 'BVI', 'Virgin Islands (British)'],
	VI: ['US Virgin Islands', 'USVI', 'Virgin Islands (US)', 'United States Virgin Islands'],
	VN: ['Viet Nam'],
	WF: ['Wallis and Futuna Islands'],
	WS: ['Western Samoa'],
};

/** The name under which people look for a country in a list, where it is another than the list's. */
export const searchName = (code: string): string | undefined =>
	['AE', 'CI', 'CZ', 'GB', 'NL', 'SZ', 'TL', 'TR', 'US', 'VA'].includes(code)
		? usualNames[code]?.[0]
		: undefined;

/** What people are called, as a column for the nationality has it. Those of two countries are left out. */
const nationalities = `
AD Andorran,AE Emirati,AF Afghan,AL Albanian,AM Armenian,AO Angolan,AR Argentine,AR Argentinian,AT Austrian,
AU Australian,AZ Azerbaijani,BA Bosnian,BB Barbadian,BD Bangladeshi,BE Belgian,BF Burkinabe,BG Bulgarian,BH Bahraini,
BI Burundian,BJ Beninese,BN Bruneian,BO Bolivian,BR Brazilian,BS Bahamian,BT Bhutanese,BW Botswanan,BY Belarusian,
BZ Belizean,CA Canadian,CH Swiss,CI Ivorian,CL Chilean,CM Cameroonian,CN Chinese,CO Colombian,CR Costa Rican,
CU Cuban,CV Cape Verdean,CY Cypriot,CZ Czech,DE German,DJ Djiboutian,DK Danish,DZ Algerian,EC Ecuadorian,EE Estonian,
EG Egyptian,ER Eritrean,ES Spanish,ET Ethiopian,FI Finnish,FJ Fijian,FR French,GA Gabonese,GB British,GB English,
GB Scottish,GB Welsh,GD Grenadian,GE Georgian,GH Ghanaian,GM Gambian,GR Greek,GT Guatemalan,GY Guyanese,HN Honduran,
HR Croatian,HT Haitian,HU Hungarian,ID Indonesian,IE Irish,IL Israeli,IN Indian,IQ Iraqi,IR Iranian,IS Icelandic,
IT Italian,JM Jamaican,JO Jordanian,JP Japanese,KE Kenyan,KG Kyrgyz,KH Cambodian,KM Comorian,KP North Korean,
KR South Korean,KW Kuwaiti,KZ Kazakh,KZ Kazakhstani,LA Laotian,LB Lebanese,LI Liechtensteiner,LK Sri Lankan,
LR Liberian,LT Lithuanian,LU Luxembourgish,LV Latvian,LY Libyan,MA Moroccan,MC Monegasque,MD Moldovan,ME Montenegrin,
MG Malagasy,MK Macedonian,ML Malian,MM Burmese,MN Mongolian,MR Mauritanian,MT Maltese,MU Mauritian,MV Maldivian,
MW Malawian,MX Mexican,MY Malaysian,MZ Mozambican,NA Namibian,NE Nigerien,NG Nigerian,NI Nicaraguan,NL Dutch,
NO Norwegian,NP Nepalese,NP Nepali,NZ New Zealander,OM Omani,PA Panamanian,PE Peruvian,PG Papua New Guinean,
PH Filipino,PH Filipina,PH Philippine,PK Pakistani,PL Polish,PR Puerto Rican,PS Palestinian,PT Portuguese,PY Paraguayan,
QA Qatari,RO Romanian,RS Serbian,RU Russian,RW Rwandan,SA Saudi,SA Saudi Arabian,SC Seychellois,SD Sudanese,SE Swedish,
SG Singaporean,SI Slovenian,SI Slovene,SK Slovak,SL Sierra Leonean,SM Sammarinese,SN Senegalese,SO Somali,
SR Surinamese,SS South Sudanese,SV Salvadoran,SY Syrian,SZ Swazi,TD Chadian,TG Togolese,TH Thai,TJ Tajik,TM Turkmen,
TN Tunisian,TO Tongan,TR Turkish,TT Trinidadian,TW Taiwanese,TZ Tanzanian,UA Ukrainian,UG Ugandan,US American,
UY Uruguayan,UZ Uzbek,VE Venezuelan,VN Vietnamese,XK Kosovar,XK Kosovan,YE Yemeni,ZA South African,ZM Zambian,
ZW Zimbabwean`;

/** Names of two countries, with what to say of them. */
const ambiguous: Record<string, string> = {
	congo: 'There are two: CD (Kinshasa) and CG (Brazzaville).',
	kongo: 'There are two: CD (Kinshasa) and CG (Brazzaville).',
	korea: 'There are two: KR (South) and KP (North).',
	virginislands: 'There are two: VG (British) and VI (of the United States).',
	america: 'For the United States, write US.',
};

/** The languages whose names of countries are known, which n8n's machine brings along. */
const languages =
	'af am ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt ro ru si sk sl so sq sr sr-Latn sv sw ta te tg th tk tr uk ur uz vi zh zh-Hant';

/** What is left of a name when it does not matter how it is written: no accents, no marks, no "the". */
const bare = (name: string): string =>
	name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[\u0300-\u036F]/g, '')
		.replace(/ß/g, 'ss')
		.replace(/&/g, ' and ')
		.replace(/\bst\b\.?/g, 'saint')
		.replace(/^the\b|\bthe$/g, '')
		.replace(/[^\p{L}\p{M}\p{N}]/gu, '');

let english: Map<string, string> | undefined;
let others: Map<string, string | undefined> | undefined;

/** English names and usual ones. A country's name is stronger than another's usual one. */
function englishNames(): Map<string, string> {
	english ??= new Map([
		...nationalities.split(',').map((entry) => {
			const [code, ...name] = entry.trim().split(' ') as [string, ...string[]];
			return [bare(name.join(' ')), code] as const;
		}),
		...Object.entries(usualNames).flatMap(([code, all]) =>
			all.map((name) => [bare(name), code] as const),
		),
		...countries.map(({ code, name }) => [bare(name), code] as const),
	]);
	return english;
}

/**
 * Names in other languages. Made when one is first asked for: it takes a tenth of a second. A name that
 * means one country in one language and another in another is in it as undefined.
 */
function otherNames(): Map<string, string | undefined> {
	if (others) return others;
	others = new Map();
	for (const language of languages.split(' ')) {
		const own = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
		for (const code of alpha3.keys()) {
			const name = bare(own.of(code) ?? '');
			if (name === '') continue;
			others.set(name, others.has(name) && others.get(name) !== code ? undefined : code);
		}
	}
	return others;
}

/**
 * The code that a code is, of two letters or three, in any case. In small letters three may be a name: `Nga`
 * is Russia in Vietnam, and then nothing is meant for sure.
 */
function codeMeantBy(written: string): string | undefined {
	const upper = written.trim().toUpperCase();
	if (alpha3.has(upper)) return upper;
	const code = fromAlpha3.get(upper);
	if (code === undefined || written.trim() === upper) return code;
	const named = otherNames().get(bare(written));
	return named === undefined || named === code ? code : undefined;
}

/** "Republic of X", "Islamic Republic of the X" and the like. */
const FORM_OF_STATE =
	/^(?:the )?(?:(?:arab|co-?operative|democratic|federal|federative|gabonese|grand|hashemite|independent|islamic|oriental|people['’]?s|plurinational|socialist|sovereign|united|bolivarian) )*(?:commonwealth|duchy|federation|kingdom|principality|republic|state|sultanate|union) of (?:the )?(?:union of )?/i;

function byName(name: string): string | undefined {
	const code = codeMeantBy(name);
	if (code) return code;
	if (fromAlpha3.has(name.trim().toUpperCase())) return undefined;
	const key = bare(name);
	if (key === '' || Object.hasOwn(ambiguous, key)) return undefined;
	const known = englishNames().get(key);
	if (known) return known;
	const short = bare(name.trim().replace(FORM_OF_STATE, ''));
	if (short !== key && !Object.hasOwn(ambiguous, short)) {
		const meant = englishNames().get(short);
		// "State of Georgia" is not the country, and "Republic of DE" is nothing.
		if (meant && short.length > 3 && short !== 'georgia') return meant;
	}
	return otherNames().get(key);
}

/** `Korea, Republic of` and `Korea (the Republic of)` → `Republic of Korea`. */
function inOrder(name: string): string | undefined {
	const [, first, last] = /^([^,(]+?)\s*(?:,|\()\s*([^,()]+?)\s*\)?$/.exec(name) ?? [];
	return first && last ? `${last} ${first}` : undefined;
}

/**
 * The code of the country that is meant; undefined where it is not a country, or may be two.
 *
 * A country is known by its codes of two or three letters, and by its names in English, in its own or in
 * another big language. A usual name will do, and what its people are called.
 */
export function countryCodeMeantBy(written: string): string | undefined {
	const name = written.trim();
	const known = byName(name);
	if (known) return known;
	const swapped = inOrder(name);
	const meant = swapped === undefined ? undefined : byName(swapped);
	if (meant) return meant;
	// `Germany (DE)`, `DE - Germany`, `United Kingdom, UK (GB)`: every part means the same
	const [, front, code] = /^(.*) \(([A-Z]{2})\)$/.exec(name) ?? [];
	if (front !== undefined && byName(front) === code) return code;
	const parts = name.split(/[,()[\]/|:]| [-–] /).filter((part) => part.trim() !== '');
	const [first, ...more] = parts.map(byName);
	return parts.length > 1 && more.every((other) => other === first) ? first : undefined;
}

/** A country, by its code or a name that means one. It is sent as its code of two letters. */
export const countryCode = () =>
	text().transform((value, context): string => {
		return (
			countryCodeMeantBy(value) ??
			refuse(context, {
				message: 'must be a country code of two letters (ISO 3166-1), such as DE',
				hint: ambiguous[bare(value)],
			})
		);
	});
