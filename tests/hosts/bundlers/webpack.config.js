export default {
  mode: 'production',
  entry: './main.js',
  // ES modules load each other under any policy. Other scripts do not under Trusted Types, unless
  // `output.trustedTypes` is set and the policy allows it.
  experiments: { outputModule: true },
  output: { filename: 'main.js', module: true, path: `${import.meta.dirname}/dist/webpack` },
};
