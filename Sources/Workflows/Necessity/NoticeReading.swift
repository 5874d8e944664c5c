// SPDX-License-Identifier: Apache-2.0

import Values

/// What a notifier writes into an Advance Beneficiary Notice of Non-coverage.
struct Notice {
  /// A service that Medicare is not expected to pay for.
  struct Item {
    var item = ""
    var reason = ""
    var cost: Money = .zero
  }

  var notifier: [String] = []
  var patient = ""
  var number = ""
  /// What blank D is called: `laboratory test`, `item`, `procedure`.
  var service = ""
  var items: [Item] = []
  var additional = ""
  /// Until when the form is approved, as the user's official copy prints it.
  var expires: String?
  /// The day that the file names as that of its making.
  var prepared: CalendarDate?
}

/// Reads a notice from JSON; everything that is wrong becomes a finding with its path.
struct NoticeReading {
  private(set) var findings: [Finding] = []
  private(set) var notice = Notice()

  init(_ json: JSON) {
    check(
      json, "",
      ["notifier", "patient", "service", "items", "additional", "expires", "prepared"])
    readNotifier(json["notifier"] ?? .null)
    readPatient(json["patient"] ?? .null)
    notice.service = required(json, "service", "")
    let items = json["items"]?.elements ?? []
    if items.isEmpty { add("necessity.notice-missing", "items") }
    for (index, item) in items.enumerated() { read(item, "items[\(index)]") }
    notice.additional = json["additional"]?.string ?? ""
    notice.expires = json["expires"]?.string
    if let prepared = json["prepared"], prepared != .null {
      notice.prepared = prepared.string.flatMap { CalendarDate($0) }
      if notice.prepared == nil { bad("prepared", "a day such as 2026-11-02") }
    }
  }

  private mutating func readNotifier(_ json: JSON) {
    check(json, "notifier", ["name", "address", "phone"])
    notice.notifier = ["name", "address", "phone"].map { required(json, $0, "notifier") }
  }

  private mutating func readPatient(_ json: JSON) {
    check(json, "patient", ["name", "number"])
    notice.patient = required(json, "name", "patient")
    notice.number = json["number"]?.string ?? json["number"]?.digits ?? ""
    if Self.looksLikeMedicare(notice.number) {
      add("necessity.notice-number", "patient.number")
    }
  }

  private mutating func read(_ json: JSON, _ path: String) {
    check(json, path, ["item", "reason", "cost"])
    var item = Notice.Item()
    item.item = required(json, "item", path)
    item.reason = required(json, "reason", path)
    let cost = json["cost"]?.digits ?? json["cost"]?.string
    if let cost, let money = Money(cost), money.cents >= 0 {
      item.cost = money
    } else if cost == nil {
      add("necessity.notice-missing", "\(path).cost")
    } else {
      bad("\(path).cost", "an amount such as 45.00")
    }
    notice.items.append(item)
  }

  /// Tells whether a number has the form of a Medicare or Social Security number, which the notice must not bear.
  ///
  /// Source: Pub. 100-04, chapter 30, section 50: blank C; CMS, form of the Medicare beneficiary identifier.
  static func looksLikeMedicare(_ text: String) -> Bool {
    let places = text.uppercased().utf8.filter { $0 != 0x2D && $0 != 0x20 }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    if (9...11).contains(places.count), places.prefix(9).allSatisfy(isDigit) {
      return places.count == 9 || !isDigit(places[9])
    }
    guard places.count == 11 else { return false }
    let form = Array("9A*9A*9AA99".utf8)
    return zip(places, form).allSatisfy { place, kind in
      switch kind {
      case UInt8(ascii: "9"): isDigit(place)
      case UInt8(ascii: "A"): (0x41...0x5A).contains(place)
      default: true
      }
    }
  }

  private mutating func required(_ json: JSON, _ name: String, _ path: String) -> String {
    let whole = path.isEmpty ? name : "\(path).\(name)"
    guard let value = json[name], value != .null else {
      add("necessity.notice-missing", whole)
      return ""
    }
    guard let text = value.string, !text.allSatisfy(\.isWhitespace) else {
      bad(whole, "a text")
      return ""
    }
    return text
  }

  private mutating func check(_ json: JSON, _ path: String, _ known: [String]) {
    for member in json.members where !known.contains(member.name) {
      findings.append(
        Finding(
          "necessity.notice-member", .rejects,
          at: .field(path.isEmpty ? member.name : "\(path).\(member.name)"),
          facts: [
            .init("member", member.name), .init("known", known.joined(separator: ", ")),
          ]))
    }
  }

  private mutating func add(_ rule: String, _ path: String) {
    findings.append(Finding(rule, .rejects, at: .field(path), facts: [.init("member", path)]))
  }

  private mutating func bad(_ path: String, _ expected: String) {
    findings.append(
      Finding(
        "necessity.notice-value", .rejects, at: .field(path),
        facts: [.init("member", path), .init("expected", expected)]))
  }
}
