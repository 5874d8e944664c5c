// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A value that an element holds, and that JSON holds.
protocol ElementValue {
  /// Reads an element that is not empty; nothing where the text is none of these.
  init?(element: String)
  /// The text of the element.
  var element: String { get }
  /// Whether ``element`` is this very text, told without making it.
  func isWritten(as text: String) -> Bool
  /// What is read where the element is absent.
  static var absent: Self { get }
  /// Whether ``absent`` is written as nothing.
  static var isEmptyWhenAbsent: Bool { get }
  /// Reads JSON; nothing where it is of another kind.
  init?(json: JSON)
  /// The value in JSON.
  var json: JSON { get }
}

extension ElementValue {
  func isWritten(as text: String) -> Bool { element == text }
  static var isEmptyWhenAbsent: Bool { false }
}

extension String: ElementValue {
  init?(element: String) { self = element }
  var element: String { self }
  func isWritten(as text: String) -> Bool { true }
  static var absent: String { "" }
  static var isEmptyWhenAbsent: Bool { true }
  init?(json: JSON) {
    guard let text = json.string else { return nil }
    self = text
  }
  var json: JSON { .string(self) }
}

extension Money: ElementValue {
  /// Amounts of more than ten digits and two are none of health care, and could not be added up safely.
  init?(element: String) {
    guard let money = Money(element), money.cents.magnitude < 1_000_000_000_000 else { return nil }
    self = money
  }
  var element: String { x12 }
  static var absent: Money { .zero }

  func isWritten(as text: String) -> Bool {
    var (first, last, point) = (UInt8(0), UInt8(0), false)
    for byte in text.utf8 {
      if first == 0 || first == 0x2D { first = byte }
      if byte == 0x2E { point = true }
      last = byte
    }
    // No zero before the first other digit, none after the last one behind a point, no plus, no bare point.
    if text.utf8.count == 1 { return true }
    return first != 0x30 && first != 0x2B && !(point && (last == 0x30 || last == 0x2E))
  }

  init?(json: JSON) {
    guard let digits = json.digits, let money = Money(digits) else { return nil }
    self = money
  }
  var json: JSON { .number(description) }
}

extension Quantity: ElementValue {
  init?(element: String) {
    switch element.utf8.first {
    case 0x2E: self.init("0" + element)
    case 0x2D where element.utf8.dropFirst().first == 0x2E: self.init("-0" + element.dropFirst())
    default: self.init(element)
    }
  }
  var element: String { x12 }
  static var absent: Quantity { Quantity(0) }
  init?(json: JSON) {
    guard let digits = json.digits, let quantity = Quantity(digits) else { return nil }
    self = quantity
  }
  var json: JSON { .number(description) }
}

extension CalendarDate: ElementValue {
  init?(element: String) {
    guard element.utf8.count == 8 else { return nil }
    self.init(element)
  }
  var element: String { compact }
  func isWritten(as text: String) -> Bool { true }
  static var absent: CalendarDate { CalendarDate(daysSinceEpoch: 0) }
  init?(json: JSON) {
    guard let text = json.string, let date = CalendarDate(text) else { return nil }
    self = date
  }
  var json: JSON { .string(description) }
}

extension Int: ElementValue {
  init?(element: String) { self.init(element) }
  var element: String { String(self) }
  static var absent: Int { 0 }
  init?(json: JSON) {
    guard let number = json.int else { return nil }
    self = number
  }
  var json: JSON { .int(self) }
}

extension HierarchicalLevel.Kind: ElementValue {
  init?(element: String) {
    switch element {
    case "20": self = .source
    case "21": self = .receiver
    case "19": self = .provider
    case "22": self = .subscriber
    case "23": self = .dependent
    case "PT": self = .patient
    case "EV": self = .event
    case "SS": self = .service
    default: return nil
    }
  }
  var element: String {
    switch self {
    case .source: "20"
    case .receiver: "21"
    case .provider: "19"
    case .subscriber: "22"
    case .dependent: "23"
    case .patient: "PT"
    case .event: "EV"
    case .service: "SS"
    case .other: ""
    }
  }
  func isWritten(as text: String) -> Bool { true }
  static var absent: HierarchicalLevel.Kind { .other }
  static var isEmptyWhenAbsent: Bool { true }
  init?(json: JSON) {
    guard let text = json.string else { return nil }
    self.init(rawValue: text)
  }
  var json: JSON { .string(rawValue) }
}
