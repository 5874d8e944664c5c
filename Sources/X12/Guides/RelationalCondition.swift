// SPDX-License-Identifier: Apache-2.0

/// A condition of the standard between elements of one segment, such as `P0304`.
///
/// Source: ASC X12.6, section 3.8.3.2: paired, required, exclusion, conditional, list conditional.
public struct RelationalCondition: Hashable, Sendable {
  /// The kinds of conditions by their letters.
  public enum Kind: Character, Sendable, BitwiseCopyable {
    /// If any is there, all must be.
    case paired = "P"
    /// At least one must be there.
    case required = "R"
    /// At most one may be there.
    case exclusion = "E"
    /// If the first is there, all others must be.
    case conditional = "C"
    /// If the first is there, at least one other must be.
    case list = "L"
  }

  /// The kind.
  public let kind: Kind
  /// The elements, counted from 1.
  public let elements: [Int]

  /// Takes the notation of the standard, or nothing where it is not that.
  public init?(_ text: some StringProtocol) {
    let digits = Array(text.dropFirst())
    guard let letter = text.first, let kind = Kind(rawValue: letter), digits.count >= 4,
      digits.count.isMultiple(of: 2)
    else { return nil }
    var elements: [Int] = []
    for at in stride(from: 0, to: digits.count, by: 2) {
      guard let number = Int(String(digits[at...at + 1])), number > 0 else { return nil }
      elements.append(number)
    }
    self.kind = kind
    self.elements = elements
  }

  /// The element to blame where the condition does not hold, or nothing where it holds.
  func violated(by segment: SegmentView) -> Int? {
    func has(_ number: Int) -> Bool { !segment[number].isEmpty }
    switch kind {
    case .paired:
      return elements.contains(where: has) ? elements.first { !has($0) } : nil
    case .required:
      return elements.contains(where: has) ? nil : elements[0]
    case .exclusion:
      return elements.filter(has).dropFirst().first
    case .conditional:
      return has(elements[0]) ? elements.dropFirst().first { !has($0) } : nil
    case .list:
      return has(elements[0]) && !elements.dropFirst().contains(where: has) ? elements[1] : nil
    }
  }
}

extension RelationalCondition: CustomStringConvertible {
  /// The notation of the standard.
  public var description: String {
    String(kind.rawValue) + elements.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }
}
