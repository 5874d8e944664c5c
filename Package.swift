// swift-tools-version: 6.2
import PackageDescription

// The picture of the architecture: targets in layer order, imports only ever point to a lower
// layer (`Scripts/check` proves it). `ARCHITECTURE.md` says why.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "cleanclaim",
  products: [
    .executable(name: "cleanclaim", targets: ["cleanclaim"]),
    .library(name: "CodeSets", targets: ["CodeSets", "Values"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // 0: money, dates, code and identifier values, findings
    .target(name: "Values", swiftSettings: settings),
    // 1: which codes exist, in which release, on which date
    .target(name: "CodeSets", dependencies: ["Values"], swiftSettings: settings),
    // 7: subcommands over `Workflows`
    .executableTarget(
      name: "cleanclaim",
      dependencies: [
        "Values", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CodeSetsTests", dependencies: ["CodeSets", "Values"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
