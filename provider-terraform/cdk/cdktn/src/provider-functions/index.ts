// generated from provider function schema

import * as cdktn from 'cdktn';

/**
* Provider-defined functions of the drp provider.
*/
export class DrpProviderFunctions {
  private readonly providerLocalName: string;

  /**
  * @param providerLocalName The local name of the provider in required_providers; defaults to the registry short name. Override when the provider is declared under a different local name — aliases do not change the namespace, local names do.
  */
  constructor(providerLocalName: string) {
    this.providerLocalName = providerLocalName;
  }

  /**
  * Makes an element of `options` of a `drp_subnet` or `drp_reservation` from the code or name of a DHCP option and its value, and checks the value. Lists of addresses become texts with commas, bools 1 and 0; options without a form of their own take a text, or a list of bytes.
  * @param {any} option - Code from 1 to 254, or a name of RFC 2132 such as `domain-name-servers`.
  * @param {any} value - Value: a text, number, bool, or a list of them.
  * @returns {object}
  */
  public dhcpOption(option: any, value: any): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "dhcp_option", [option, value]);
  }

  /**
  * Gives the seconds of a duration such as `90m` or `1h30m`, as Go writes them: for params and lease times, which are in seconds. Parts of a second are kept.
  * @param {string} text - Duration.
  * @returns {number}
  */
  public durationSeconds(text: string): number {
    return cdktn.Token.asNumber(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "duration_seconds", [text]));
  }

  /**
  * Makes filters for arguments such as `filters` from an object of indexes and params. A plain value must be equal, a list holds the values that are allowed, and an object names one operator: `eq`, `ne`, `lt`, `lte`, `gt`, `gte`, `between`, `except`, `in`, `nin` or `re`. All filters of a list must hold. Null members are left out.
  * @param {any} conditions - Object such as `{ Arch = "amd64", "inventory/RAM" = { gte = 64 } }`.
  * @returns {Array<string>}
  */
  public filter(conditions: any): string[] {
    return cdktn.Token.asList(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "filter", [conditions]));
  }

  /**
  * Gives the IPv4 address that eight hexadecimal digits stand for.
  * @param {string} text - Eight digits such as `C0A86464`.
  * @returns {string}
  */
  public fromHexAddress(text: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "from_hex_address", [text]));
  }

  /**
  * Gives an IPv4 address as eight hexadecimal digits in upper case: the key of leases and reservations, and the name of files that boot loaders ask for.
  * @param {string} address - Address such as `192.168.100.100`.
  * @returns {string}
  */
  public hexAddress(address: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "hex_address", [address]));
  }

  /**
  * Gives what arguments such as `machine` take: a UUID in lower case as it is, `Name:x` for a name, and what already names an index, such as `Name:x`, unchanged.
  * @param {string} machine - UUID or name of the machine.
  * @returns {string}
  */
  public machineKey(machine: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "machine_key", [machine]));
  }

  /**
  * Lays objects over each other, from the first to the last: objects inside them are put together member by member, and anything else, lists included, is replaced. A null argument counts for nothing; a null member replaces what was there. Numbers stay exact.
  * @param {any} base - Object or map to begin with. Omit or pass cdktn.Token.nullValue() to render the Terraform null keyword.
  * @param {Array<any>} over - What to lay over it. Pass cdktn.Token.nullValue() for an explicit Terraform null.
  * @returns {any}
  */
  public mergeParams(base: any, over: Array<any>): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "merge_params", [base, ...over]);
  }

  /**
  * Takes a filter such as `Arch=Eq(amd64)` apart, as servers read it: what is behind the first closing bracket does not count, and a text without an operator is one to be equal to.
  * @param {string} text - Filter.
  * @returns {object}
  */
  public parseFilter(text: string): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "parse_filter", [text]);
  }

  /**
  * Takes apart the forms in which machines are imported: `UUID`, `Name:x` and `pool/Name`. What the text does not say is null.
  * @param {string} text - Import id.
  * @returns {object}
  */
  public parseMachineId(text: string): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "parse_machine_id", [text]);
  }

  /**
  * Makes a map for `meta`, whose values are texts, from objects: bools and numbers are written out, lists of plain values become texts with commas, as in `feature-flags`, and anything deeper becomes JSON. Later arguments win; null members take an annotation away.
  * @param {Array<any>} annotations - Objects or maps with annotations by name. Pass cdktn.Token.nullValue() for an explicit Terraform null.
  * @returns {{ [key: string]: string }}
  */
  public renderMeta(annotations: Array<any>): { [key: string]: string } {
    return cdktn.Token.asStringMap(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "render_meta", [...annotations]));
  }

  /**
  * Checks a value against a JSON Schema as params have one (draft 4), and gives what is wrong with it; the list is empty when the value fits. Meant for `validation` blocks and `precondition`s. The value itself is in no message.
  * @param {any} schema - JSON Schema, such as `schema` of a `drp_param`.
  * @param {any} value - Value to check. Omit or pass cdktn.Token.nullValue() to render the Terraform null keyword.
  * @returns {Array<string>}
  */
  public validateParam(schema: any, value?: any): string[] {
    return cdktn.Token.asList(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "validate_param", [schema, value]));
  }
}
