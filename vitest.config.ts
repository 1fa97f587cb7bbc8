import { defineConfig } from 'vitest/config'

/**
 * Suites by what they need:
 * `unit` runs anywhere; `contract` drives real peers (terraform, pulumi, …) against the real server on loopback;
 * `e2e` boots QEMU machines and needs root.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{sdk,server-mock,provider-terraform,provider-pulumi,test/tools}/test/**/*.test.ts',
            'test/chaos/**/*.test.ts',
            'test/fuzz/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: ['test/contract/build.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // They mostly wait for machines and for programs that are not ours.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
