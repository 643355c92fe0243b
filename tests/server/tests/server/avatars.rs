//! `GET /file/user/{image}`.

use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn a_drawn_avatar_is_a_png_that_is_not_sniffed() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    let request = visitor.request(reqwest::Method::GET, "/file/user/761761.png");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "image/png");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let bytes = response.bytes().await.unwrap();
    // Signature, then the header's width and height (PNG, 5.2 and 11.2.2).
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&bytes[16..24], [0, 0, 0, 144, 0, 0, 0, 144]);
}

#[tokio::test]
async fn every_named_file_is_there_but_the_one_that_is_broken() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let names: Vec<String> = bench
        .database()
        .prepare("SELECT image FROM people WHERE image IS NOT NULL")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut missing = Vec::new();
    for name in names {
        match visitor.get(&format!("/file/user/{name}")).await.status {
            200 => {}
            404 => missing.push(name),
            other => panic!("{other}"),
        }
    }
    assert_eq!(missing, ["700404gone.png"]);
}

#[tokio::test]
async fn a_missing_file_is_told_in_plain_text() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for path in [
        "user/700404gone.png",
        "user/%FF",
        "user/",
        "group/1.png",
        "nothing",
        "",
    ] {
        let heard = visitor.get(&format!("/file/{path}")).await;
        assert_eq!(
            (heard.status, heard.text.as_str()),
            (404, "Not Found"),
            "{path}"
        );
        let content_type = heard.headers["content-type"].to_str().unwrap();
        assert!(content_type.starts_with("text/plain"), "{content_type}");
    }
    let nobody = bench.visitor();
    for path in ["user/700404gone.png", "nothing", ""] {
        nobody
            .get(&format!("/file/{path}"))
            .await
            .is_refusal(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn an_avatar_can_be_svg_or_have_no_extension() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let named = async |id: &str| {
        let heard = visitor.get(&format!("/x/profile/search/{id}")).await;
        let name = heard.body["data"]["users"][0]["image"].clone();
        name.as_str().unwrap().to_owned()
    };
    let vector = named("700102").await;
    assert!(vector.ends_with(".svg"), "{vector}");
    let heard = visitor.get(&format!("/file/user/{vector}")).await;
    assert_eq!(heard.headers["content-type"], "image/svg+xml");
    assert!(heard.text.starts_with("<svg "), "{}", heard.text);

    let bare = named("700600").await;
    assert!(!bare.contains('.'), "{bare}");
    let request = visitor.request(reqwest::Method::GET, &format!("/file/user/{bare}"));
    let response = request.send().await.unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/octet-stream"
    );
    assert_eq!(response.headers().get("x-content-type-options"), None);
    let bytes = response.bytes().await.unwrap();
    assert!(bytes.starts_with(b"\x89PNG"), "no PNG");
}

#[tokio::test]
async fn tricks_with_the_name_find_nothing() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for name in ["%2e%2e%2fdemo.sqlite", "%FF", "' OR 1=1 --", "768.png/x"] {
        assert_eq!(
            visitor.get(&format!("/file/user/{name}")).await.status,
            404,
            "{name}"
        );
    }
}
