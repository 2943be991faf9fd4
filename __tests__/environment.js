import { TestEnvironment } from 'jest-environment-node';

// On a terminal, jest asks its workers for colors. The commands that the tests start inherit this process's
// environment, so what they print would depend on where the suite runs.
delete process.env.FORCE_COLOR;
delete process.env.NO_COLOR;

export default TestEnvironment;
