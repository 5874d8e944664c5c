// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "cleanclaim", path: "..")],
  targets: [
    // ranking and speed of `codes search`
    .executableTarget(
      name: "search-bench",
      dependencies: [.product(name: "CodeSets", package: "cleanclaim")])
  ],
  swiftLanguageModes: [.v6]
)
