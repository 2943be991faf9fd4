import { TestEnvironment } from 'jest-environment-node';

// The commands that the tests start inherit this process's environment. What they print must not depend on where the
// suite runs: jest asks its workers for colors on a terminal, and picocolors prints them wherever CI is set.
for (const name of ['FORCE_COLOR', 'NO_COLOR', 'CI']) delete process.env[name];

export default TestEnvironment;
