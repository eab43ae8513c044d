declare module 'mjml' {
  interface Outcome {
    readonly html: string;
    readonly errors: readonly { readonly formattedMessage: string }[];
  }
  function mjml2html(
    source: string,
    options: { validationLevel: 'strict' | 'soft' | 'skip' },
  ): Promise<Outcome>;
  export = mjml2html;
}
