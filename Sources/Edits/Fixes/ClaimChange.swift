// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A change of a claim that may settle a finding.
public enum ClaimChange: Hashable, Sendable {
  /// A line goes.
  case removeLine(Int)
  /// A line has fewer units.
  case setUnits(line: Int, Quantity)
  /// A modifier is added to a line.
  case addModifier(line: Int, Modifier)
  /// A modifier is taken off a line.
  case removeModifier(line: Int, Modifier)
  /// A condition code is added to the claim.
  case addCondition(String)
  /// A service is added on the day of a line.
  case addService(beside: Int, PackedCode)

  /// The change in words.
  public var description: String {
    switch self {
    case .removeLine(let line): "take service line \(line) off the claim"
    case .setUnits(let line, let units): "bill \(units) units on service line \(line)"
    case .addModifier(let line, let modifier): "add modifier \(modifier) to service line \(line)"
    case .removeModifier(let line, let modifier):
      "take modifier \(modifier) off service line \(line)"
    case .addCondition(let code): "add condition code \(code)"
    case .addService(let line, let code): "bill \(code) on the day of service line \(line)"
    }
  }

  /// Makes the change.
  ///
  /// - Returns: Whether there was anything to change and it could be.
  public func apply(to record: inout ServiceRecord) -> Bool {
    switch self {
    case .removeLine(let line):
      guard let index = record.index(of: line) else { return false }
      record.lines.remove(at: index)
    case .setUnits(let line, let units):
      guard let index = record.index(of: line), units.thousandths > 0,
        record.lines[index].units.thousandths > units.thousandths
      else { return false }
      record.lines[index].units = units
    case .addModifier(let line, let modifier):
      guard let index = record.index(of: line),
        record.lines[index].modifiers.count < Modifiers.capacity,
        !record.lines[index].modifiers.contains(modifier)
      else { return false }
      record.lines[index].modifiers = Modifiers(Array(record.lines[index].modifiers) + [modifier])
    case .removeModifier(let line, let modifier):
      guard let index = record.index(of: line),
        record.lines[index].modifiers.contains(modifier)
      else { return false }
      record.lines[index].modifiers = Modifiers(
        record.lines[index].modifiers.filter { $0 != modifier })
    case .addCondition(let code):
      guard !record.conditionCodes.contains(code) else { return false }
      record.conditionCodes.append(code)
    case .addService(let line, let code):
      guard let index = record.index(of: line) else { return false }
      var service = record.lines[index]
      service.number = (record.lines.map(\.number).max() ?? 0) + 1
      service.code = code
      service.modifiers = []
      service.units = Quantity(1)
      record.lines.append(service)
    }
    return true
  }
}

extension ServiceRecord {
  fileprivate func index(of line: Int) -> Int? { lines.firstIndex { $0.number == line } }
}
