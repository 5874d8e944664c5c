// SPDX-License-Identifier: Apache-2.0

/// A code of ICD-10-PCS with places that the note has to fill: `0FT4?ZZ`, `0SR[9B]?[JE]?`, `0?B????`.
///
/// `?` leaves a place to the note, `[…]` to the note among some values. Only the body system of the first three
/// places may be open: then it follows from the body part.
struct ProcedurePattern: Hashable, Sendable {
  /// The first three characters as numbers; the second is 0 where the body part decides it.
  let table: [UInt8]
  let axes: AxisSets

  init?(_ text: some StringProtocol) {
    var places: [UInt64] = []
    var group: UInt64?
    for byte in text.utf8 {
      switch byte {
      case 0x3F: places.append(AxisSet.all)
      case 0x5B: group = 0
      case 0x5D:
        guard let values = group, values != 0 else { return nil }
        places.append(values)
        group = nil
      default:
        guard let number = AxisSet.number(of: byte) else { return nil }
        if let values = group {
          group = values | AxisSet.bit(number)
        } else {
          places.append(AxisSet.bit(number))
        }
      }
    }
    guard places.count == 7, group == nil, let section = AxisSet.only(places[0]),
      let operation = AxisSet.only(places[2])
    else { return nil }
    let system = AxisSet.only(places[1])
    guard system != nil || places[1] == AxisSet.all else { return nil }
    table = [section, system ?? 0, operation]
    axes = AxisSets(places[3], places[4], places[5], places[6])
  }

  var isGeneric: Bool { table[1] == 0 }
}
