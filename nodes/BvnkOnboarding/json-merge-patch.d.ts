// The package has no types of its own. Of its functions only the one that is used stands here.

declare module 'json-merge-patch' {
	/** RFC 7396: `patch` merged over `target`, which is changed and returned. */
	export function apply(target: unknown, patch: unknown): unknown;
}
