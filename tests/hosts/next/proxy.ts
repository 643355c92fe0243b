import { type NextRequest, NextResponse } from 'next/server';

/** The friend API answers its own origin only, so it has to be behind the page's. */
export function proxy({ nextUrl }: NextRequest) {
  const api = process.env.KIRIMIN_API ?? 'http://127.0.0.1:8761';
  return NextResponse.rewrite(new URL(nextUrl.pathname + nextUrl.search, api));
}

export const config = { matcher: ['/x/:path*', '/file/:path*'] };
