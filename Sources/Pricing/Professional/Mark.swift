// SPDX-License-Identifier: Apache-2.0

import Claims

/// The modifiers that bear on a payment, by what they say.
///
/// Source: Medicare Claims Processing Manual, chapter 12, sections 20.4 to 50; chapter 23.
enum Mark {
  static let professional = mark("26")
  static let technical = mark("TC")
  static let unusual = mark("22")
  static let bilateral = mark("50")
  static let reduced = mark("52")
  static let discontinued = mark("53")
  static let surgicalCareOnly = mark("54")
  static let postoperativeOnly = mark("55")
  static let preoperativeOnly = mark("56")
  static let coSurgeons = mark("62")
  static let team = mark("66")
  static let returnToTheatre = mark("78")
  static let left = mark("LT")
  static let right = mark("RT")
  static let excludedByStatute = mark("GY")
  static let expectedDenial = mark("GZ")
  static let waived = mark("QW")
  static let nonphysicianAssistant = mark("AS")
  static let assistants = [mark("80"), mark("81"), mark("82"), nonphysicianAssistant]
  /// A visit or procedure that is not part of a global period.
  static let unrelated = [mark("24"), mark("25"), mark("57"), mark("58"), mark("78"), mark("79")]
  /// A session, practitioner or structure of its own.
  static let separate = [mark("59"), mark("XE")]
  /// The same procedure again.
  static let again = [mark("76"), mark("77"), mark("59"), mark("XS"), mark("XE")]
  /// Half of the payment for anaesthesia: both who directs and who is directed.
  static let directed = [mark("QK"), mark("QX"), mark("QY")]
  static let supervised = mark("AD")
  static let anesthesia = [mark("AA"), mark("QZ")] + directed + [supervised]

  private static func mark(_ text: String) -> Modifier {
    guard let modifier = Modifier(text) else { preconditionFailure("no modifier: \(text)") }
    return modifier
  }
}

extension Modifiers {
  /// Tells whether any of some modifiers is among them.
  func containsAny(_ marks: [Modifier]) -> Bool { contains { marks.contains($0) } }
}
