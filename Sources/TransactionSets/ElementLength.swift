// SPDX-License-Identifier: Apache-2.0

/// How long the elements may be that hold free text or identifiers of others.
///
/// Everything else that is written has a form that its type or the claim's checks guarantee.
///
/// Source: 005010X222A1, 005010X223A2 and 005010X224A2, the element's attributes.
enum ElementLength {
  /// No limit is below this one.
  static let least = 10
  /// No limit but that of a name's suffix, NM107, is below this one.
  static let leastButSuffix = 15

  static func longest(_ segment: String, _ element: Int) -> Int? {
    switch (segment, element) {
    case ("NM1", 3): 60
    case ("NM1", 4): 35
    case ("NM1", 5): 25
    case ("NM1", 7): 10
    case ("NM1", 9): 80
    case ("N3", _): 55
    case ("N4", 1): 30
    case ("N4", 3): 15
    case ("PER", 2): 60
    case ("PER", 4): 256
    case ("REF", 2): 50
    case ("SBR", 3): 50
    case ("SBR", 4): 60
    case ("K3", 1), ("NTE", 2), ("PWK", 7): 80
    // The composite as a whole: code, modifiers and a description of at most 80.
    case ("SV1", 1), ("SV2", 2), ("SV3", 1): 3 + 5 + 4 * 3 + 1 + 80 + 1
    case ("SV1", 4), ("SV2", 5): 15
    default: nil
    }
  }
}
