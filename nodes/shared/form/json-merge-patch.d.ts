// The package has no types of its own. Of its functions only the one that is used is bundled.

declare module 'json-merge-patch/lib/apply' {
	/** RFC 7396: `patch` merged over `target`, which is changed and returned. */
	export default function apply(target: unknown, patch: unknown): unknown;
}
