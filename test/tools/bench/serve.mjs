/** The other end of `program.ts`: does the tasks that come, and answers each. */

/**
 * @param {Record<string, (given: any) => unknown>} tasks by name; what they give goes back as JSON
 */
export function serve(tasks) {
	process.on('message', async ({ task, given }) => {
		try {
			process.send({ value: await tasks[task](given) });
		} catch (error) {
			process.send({ error: error.stack });
		}
	});
}
