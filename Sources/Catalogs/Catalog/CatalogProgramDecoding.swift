import LocatedYAML
import Plans

extension CatalogDecoder {
  package mutating func trigger(_ node: YAMLNode) -> Catalog.Trigger? {
    let keys =
      ["trigger", "table", "timing", "event", "order", "definer"] + Self.settingsKeys + ["body"]
    guard
      let fields = fields(
        node, of: "the trigger", at: nil, known: keys + ["original", "head", "compared"],
        required: keys),
      let name = text(fields["trigger"]), let table = text(fields["table"]),
      let timing: Catalog.Trigger.Timing = choice(fields["timing"]),
      let event: Catalog.Trigger.Event = choice(fields["event"]),
      let order = fields["order"].flatMap({ integer($0.value, "`order`", in: 1...1_000_000) }),
      let definer = account(fields["definer"]), let settings = settings(fields),
      let body = text(fields["body"])
    else { return nil }
    return Catalog.Trigger(
      name.value, table: table.value, timing: timing, event: event, order: order.value,
      definer: definer, settings: settings, body: body.value,
      original: text(fields["original"])?.value, head: text(fields["head"])?.value,
      isCompared: flag(fields["compared"]), origin: origin(name.span), bodyOrigin: origin(body.span)
    )
  }

  package mutating func view(_ node: YAMLNode) -> Catalog.View? {
    guard
      let fields = fields(
        node, of: "the view", at: nil,
        known: [
          "view", "algorithm", "definer", "security", "check_option", "character_set_client",
          "collation_connection", "definition", "original", "compared",
        ],
        required: [
          "view", "definer", "security", "check_option", "character_set_client",
          "collation_connection",
        ]),
      let name = text(fields["view"]), let definer = account(fields["definer"]),
      let security: Catalog.View.Security = choice(fields["security"]),
      let checkOption: Catalog.View.CheckOption = choice(fields["check_option"]),
      let characterSet = text(fields["character_set_client"]),
      let collation = text(fields["collation_connection"])
    else { return nil }
    let definition = text(fields["definition"])
    return Catalog.View(
      name.value, algorithm: choice(fields["algorithm"]), definer: definer, security: security,
      checkOption: checkOption, characterSetClient: characterSet.value,
      collationConnection: collation.value, definition: definition?.value,
      original: text(fields["original"])?.value, isCompared: flag(fields["compared"]),
      origin: origin(name.span), definitionOrigin: origin(definition?.span ?? name.span))
  }

  package mutating func routine(_ node: YAMLNode) -> Catalog.Routine? {
    let keys = ["routine", "kind", "definer"] + Self.settingsKeys
    guard
      let fields = fields(
        node, of: "the routine", at: nil, known: keys + ["body", "anchors"], required: keys),
      let name = text(fields["routine"]),
      let kind: Catalog.Routine.Kind = choice(fields["kind"]),
      let definer = account(fields["definer"]), let settings = settings(fields)
    else { return nil }
    let body = text(fields["body"])
    return Catalog.Routine(
      name.value, kind: kind, definer: definer, settings: settings, body: body?.value,
      anchors: text(fields["anchors"])?.value, origin: origin(name.span),
      bodyOrigin: origin(body?.span ?? name.span))
  }

  package mutating func event(_ node: YAMLNode) -> Catalog.Event? {
    let keys = ["event", "definer"] + Self.settingsKeys + ["body"]
    guard
      let fields = fields(node, of: "the event", at: nil, known: keys, required: keys),
      let name = text(fields["event"]), let definer = account(fields["definer"]),
      let settings = settings(fields), let body = text(fields["body"])
    else { return nil }
    return Catalog.Event(
      name.value, definer: definer, settings: settings, body: body.value,
      origin: origin(name.span), bodyOrigin: origin(body.span))
  }
}
