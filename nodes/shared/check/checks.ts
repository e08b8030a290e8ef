// The checks that several requests share: one for each kind of value. A finding reads on after the
// field's label ("Date of Birth must be …") and never repeats the value, which may be personal.

export { ipAddress } from './addresses';
export { choiceOf, choicesOf, listedValue, listIn, toggle } from './choices';
export { email, phone, webAddress, website, withoutCountry } from './contacts';
export { countryCode } from './countries';
export { birthDay, day, ofAMinor, pastDay } from './dates';
export { group, listOf } from './groups';
export { amount, number, wholeNumber } from './numbers';
export { stateCode } from './states';
export { isBlank, text, trimmed } from './text';
