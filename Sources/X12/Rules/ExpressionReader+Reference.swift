// SPDX-License-Identifier: Apache-2.0

extension ExpressionReader {
  /// Reads a reference such as `2400.SV101-2`, `DTP[01=472]03`, `REF[01 in (F8,D9)]`, `2310B` or `CLM`.
  static func reference(_ token: String) -> Expression.Reference? {
    var reference = Expression.Reference()
    var rest = token[...]
    if let dot = rest.firstIndex(of: "."), rest[..<dot].firstIndex(of: "[") == nil {
      reference.loop = String(rest[..<dot])
      rest = rest[rest.index(after: dot)...]
    }
    var tail = rest
    if let open = rest.firstIndex(of: "["), let close = rest.lastIndex(of: "]") {
      guard open < close else { return nil }
      reference.segment = String(rest[..<open])
      for part in rest[rest.index(after: open)..<close].split(separator: ";") {
        guard let qualifier = qualifier(part) else { return nil }
        reference.qualifiers.append(qualifier)
      }
      tail = rest[rest.index(after: close)...]
    } else {
      guard let cut = cut(rest) else { return loopReference(token, reference) }
      reference.segment = String(rest.prefix(cut))
      tail = rest.dropFirst(cut)
    }
    guard reference.segment.flatMap({ SegmentID(text: $0) }) != nil else { return nil }
    guard let (element, component) = element(tail) else { return nil }
    reference.element = element
    reference.component = component
    return reference
  }

  /// Where the segment's identifier ends: two digits of an element follow, or nothing.
  private static func cut(_ text: Substring) -> Int? {
    let name = text.prefix { $0 != "-" }
    guard name.first?.isLetter == true else { return nil }
    switch name.count {
    case 2, 3: return name.count
    case 4, 5: return name.suffix(2).allSatisfy(\.isNumber) ? name.count - 2 : nil
    default: return nil
    }
  }

  private static func loopReference(
    _ token: String, _ reference: Expression.Reference
  ) -> Expression.Reference? {
    guard reference.loop == nil, token.count >= 4, token.prefix(4).allSatisfy(\.isNumber),
      token.count <= 6, !token.contains(".")
    else { return nil }
    var reference = reference
    reference.loop = token
    return reference
  }

  private static func element(_ text: Substring) -> (Int, Int)? {
    if text.isEmpty { return (0, 0) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(place)
    guard let element = parts[0], parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (element, 0) }
    return parts[1].map { (element, $0) }
  }

  /// A place in a segment or composite, which two digits name.
  private static func place(_ text: Substring) -> Int? {
    text.utf8.count <= 2 && text.utf8.allSatisfy(Delimiters.isDigit) ? Int(text) : nil
  }

  /// Reads `01=472`, `01-1=ABK` or `01 in (BK,ABK)`.
  private static func qualifier(_ text: Substring) -> Expression.Qualifier? {
    let name = text.prefix { $0.isNumber || $0 == "-" }
    guard let (element, component) = element(name), element > 0 else { return nil }
    let codes = text.dropFirst(name.count).drop { " =in".contains($0) }
      .split { "(), '".contains($0) }.map(String.init)
    return codes.isEmpty
      ? nil : Expression.Qualifier(element: element, component: component, codes: codes)
  }
}
