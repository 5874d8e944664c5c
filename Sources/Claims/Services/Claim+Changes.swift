// SPDX-License-Identifier: Apache-2.0

extension Claim {
  /// Takes over what was changed of its services: modifiers and places of service.
  ///
  /// - Parameters:
  ///   - changed: The services after the change.
  ///   - before: The same services before it, made from this claim.
  public mutating func take(_ changed: ServiceRecord, insteadOf before: ServiceRecord) {
    for (index, (new, old)) in zip(changed.lines, before.lines).enumerated()
    where lines.indices.contains(index) {
      if new.modifiers != old.modifiers {
        lines[index].charge.modifiers = new.modifiers.map(\.description)
      }
      if new.placeOfService != old.placeOfService, let place = new.placeOfService {
        lines[index].charge.placeOfService = place < 10 ? "0\(place)" : "\(place)"
      }
    }
  }
}
