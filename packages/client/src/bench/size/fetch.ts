/** The compared call without any client. */

const response = await fetch("https://api.example/api/v1/tasks/1", { headers: { authorization: "Bearer token" } });
if (!response.ok) throw new Error(`getTask was refused with ${response.status}`);
console.log(await response.json());
