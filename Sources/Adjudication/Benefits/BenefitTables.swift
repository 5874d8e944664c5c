// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Our own tables of benefits, read once.
public struct BenefitTables: Sendable {
  /// Which service is of which category.
  public let categories: CategoryTable
  /// Medicare's amounts by year.
  public let medicare: MedicareTable
  /// The plans that supplement Medicare.
  public let medigap: MedigapTable
  /// The categories of a 271's service types; `30` is the plan as a whole and is not among them.
  let serviceTypes: [String: [ServiceCategory]]

  /// The service type that stands for the plan as a whole.
  ///
  /// Source: 005010X279A1, EB03.
  static let wholePlan = "30"

  /// Reads the tables of `Data/benefits`.
  ///
  /// - Returns: Nothing where one of them is malformed.
  public init?(categories: [UInt8], medicare: [UInt8], medigap: [UInt8], serviceTypes: [UInt8]) {
    guard let categories = CategoryTable(categories), let medicare = MedicareTable(medicare),
      let medigap = MedigapTable(medigap)
    else { return nil }
    self.categories = categories
    self.medicare = medicare
    self.medigap = medigap
    var types: [String: [ServiceCategory]] = [:]
    for line in PublishedText(serviceTypes).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 3 else { return nil }
      if fields[1] == "plan" { continue }
      guard let named = Self.named(fields[1]) else { return nil }
      types[fields[0]] = named
    }
    self.serviceTypes = types
  }

  /// The categories that a document means by a name of ours, `office` for both kinds of office visit, or the
  /// service type of a 271.
  func categories(named name: String) -> [ServiceCategory]? {
    Self.named(name) ?? serviceTypes[name]
  }

  private static func named(_ name: String) -> [ServiceCategory]? {
    if name == "office" { return [.officePrimary, .officeSpecialist] }
    return ServiceCategory(rawValue: name).map { [$0] }
  }
}
