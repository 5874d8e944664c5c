// SPDX-License-Identifier: Apache-2.0

import Claims

/// What the modifiers of a line say of a notice of non-coverage.
///
/// Source: Medicare Claims Processing Manual (Pub. 100-04), chapter 30, section 50; chapter 1, section 60.4.2.
struct NoticeModifiers: Sendable {
  /// The modifiers of the line as text, in order.
  let all: [String]
  let liability: LineNecessity.Liability

  init(_ modifiers: Modifiers) {
    all = modifiers.map(\.description)
    liability =
      all.contains("GA")
      ? .noticeOnFile
      : all.contains("GZ")
        ? .noNotice
        : all.contains("GX") ? .voluntaryNotice : all.contains("GY") ? .excluded : .unstated
  }

  /// Whether the statute excludes the service, so that medical necessity is not asked.
  var isExcluded: Bool { all.contains("GX") || all.contains("GY") }
}
