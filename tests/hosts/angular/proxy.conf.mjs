const api = process.env.KIRIMIN_API ?? 'http://127.0.0.1:8761';

// The friend API answers its own origin only.
export default {
  '/x': { target: api },
  '/file': { target: api },
  '/demo': { target: api },
  '/socket': { target: api, ws: true },
};
